import { Button } from "./button.tsx"
import type { Steps } from "./use-steps.ts"

/**
 * How far work in portions is: a bar that moves and a button that stops it, or, once it is stopped, how much of what there is
 * has been looked at and a button to go on. Nothing when all of it is done.
 *
 * @param label what is done, for the bar
 * @param done of `total`, in whatever `things` are; undefined while the first portion is awaited
 */
export function StepsProgress({
  steps,
  label,
  done,
  total,
  things,
}: {
  readonly steps: Steps
  readonly label: string
  readonly done: number | undefined
  readonly total: number | undefined
  readonly things: string
}) {
  const { failed, isGoing, isStopped, stop, goOn } = steps
  const isLeft = done !== undefined && total !== undefined && done < total
  const far = isLeft
    ? `${done.toLocaleString("en")} of about ${total.toLocaleString("en")} ${things}`
    : things
  return (
    <div aria-live="polite" className="grid gap-2 empty:hidden">
      {failed ? (
        <p role="alert" className="rounded-md border border-s1 bg-s1-tint px-3 py-2 text-s1-ink">
          {failed.message} {isLeft ? `The figures are of ${far}.` : ""}
        </p>
      ) : null}
      {isGoing && !isStopped ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-text-2">
          <p className="min-w-0 flex-1">
            {label}
            {isLeft ? `: ${far} so far.` : " …"}
          </p>
          {isLeft ? <Button onClick={stop}>Stop</Button> : null}
          <progress
            aria-label={label}
            className="h-1 w-full accent-accent"
            {...(isLeft ? { value: done, max: total } : {})}
          />
        </div>
      ) : null}
      {isStopped && isLeft && !failed ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-s3 bg-s3-tint px-3 py-2 text-s3-ink">
          <p className="min-w-0 flex-1">Stopped: the figures are of {far}.</p>
          <Button onClick={goOn}>Go on</Button>
        </div>
      ) : null}
    </div>
  )
}
