import { useEffect, useRef } from "react"
import { useFetcher } from "react-router"
import type { Answer } from "#app/ui/act-form.tsx"

/**
 * Work that the server does in portions of a bounded size: each answer says where the next one starts, and the next is
 * asked for until none is left. Leaving the page ends it after the portion under way.
 *
 * @param send asks for the portion after a place; empty for the first
 */
export function useSteps<T extends { readonly next: string | null }>({
  send,
  onStep,
}: {
  readonly send: (submit: ReturnType<typeof useFetcher>["submit"], after: string) => void
  readonly onStep: (step: T) => void
}) {
  const fetcher = useFetcher<Answer<T>>()
  const answer = fetcher.state === "idle" ? (fetcher.data as Answer<T> | undefined) : undefined
  const take = useRef<(step: Answer<T>) => void>(() => {})
  take.current = (step) => {
    if (!step.ok) return
    onStep(step.value)
    if (step.value.next !== null) send(fetcher.submit, step.value.next)
  }
  useEffect(() => {
    if (answer) take.current(answer)
  }, [answer])
  return {
    failed: answer && !answer.ok ? answer.error : null,
    start: () => send(fetcher.submit, ""),
  }
}
