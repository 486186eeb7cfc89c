import { type ReactNode, useEffect, useRef } from "react"
import { useFetcher } from "react-router"

/** What an action says of an act: done, with what came of it, or what was wrong and in which field. */
export type Answer<T = unknown> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false
      readonly error: { readonly message: string; readonly fields: Readonly<Record<string, string>> }
    }

export type ActState<T = unknown> = {
  readonly busy: boolean
  /** Field name to what is wrong with it. */
  readonly errors: Readonly<Record<string, string>>
  /** What came of it, after it was done. */
  readonly done: T | undefined
}

/**
 * A form for one act of a page that knows several: its answer is its own, beside it, and the rest of the page stays as it
 * is. Fields are emptied when the act is done.
 */
export function ActForm<T = unknown>({
  act,
  fields = {},
  action,
  className = "grid gap-4",
  said,
  keep = false,
  onDone,
  children,
}: {
  readonly act: string
  /** Sent along unseen. */
  readonly fields?: Readonly<Record<string, string>>
  readonly action?: string
  readonly className?: string
  /** Said once it is done. */
  readonly said?: string
  /** Leaves the fields as they are when it is done. */
  readonly keep?: boolean
  readonly onDone?: (value: T) => void
  readonly children: (state: ActState<T>) => ReactNode
}) {
  const fetcher = useFetcher<Answer<T>>()
  const form = useRef<HTMLFormElement>(null)
  const answer = fetcher.state === "idle" ? fetcher.data : undefined
  const tell = useRef(onDone)
  tell.current = onDone
  useEffect(() => {
    if (!answer?.ok) return
    if (!keep) form.current?.reset()
    tell.current?.(answer.value)
  }, [answer, keep])
  const wrong = answer && !answer.ok ? answer.error : null
  return (
    <fetcher.Form method="post" ref={form} className={className} {...(action ? { action } : {})}>
      <input type="hidden" name="act" value={act} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {wrong ? (
        <p role="alert" className="rounded-md bg-s1-tint px-3 py-2 text-s1-ink">
          {wrong.message}
        </p>
      ) : null}
      {said && answer?.ok ? (
        <p role="status" className="rounded-md bg-done-tint px-3 py-2 text-done-ink">
          {said}
        </p>
      ) : null}
      {children({
        busy: fetcher.state !== "idle",
        errors: wrong?.fields ?? {},
        done: answer?.ok ? answer.value : undefined,
      })}
    </fetcher.Form>
  )
}
