import { useEffect } from "react"
import { clockText, type ClockTone } from "./clock-text.ts"
import { keepTicking, useNow } from "./use-now.ts"

const tones: Record<ClockTone, string> = {
  ok: "text-text-2",
  "at-risk": "text-s3-ink bg-s3-tint",
  urgent: "text-s2-ink bg-s2-tint",
  breached: "text-on-s1 bg-s1 font-semibold",
  met: "text-done-ink bg-done-tint",
  none: "text-text-3",
}

const words: Partial<Record<ClockTone, string>> = {
  "at-risk": "at risk",
  urgent: "urgent",
  breached: "breached",
}

/** A deadline counting down: text first, colour last. Its name is the deadline, so that it is not read out every second. */
export function SlaClock({
  dueAt,
  startedAt,
  renderedAt,
}: {
  readonly dueAt: string | null
  readonly startedAt?: string | null
  readonly renderedAt: number
}) {
  const now = useNow(renderedAt)
  const due = dueAt ? Date.parse(dueAt) : null
  const { text, tone, ticking } = clockText(due, now, startedAt ? Date.parse(startedAt) : null)
  useEffect(() => (ticking ? keepTicking() : undefined), [ticking])
  if (due === null || dueAt === null) return <span className="text-xs text-text-3">no clock</span>
  const state = words[tone]
  const name = `due ${dueAt.slice(0, 16).replace("T", " ")} UTC${state ? `, ${state}` : ""}`
  return (
    <time
      dateTime={dueAt}
      title={name}
      className={`tnum inline-block rounded-sm px-1.5 text-xs whitespace-nowrap ${tones[tone]}`}
    >
      <span aria-hidden="true" suppressHydrationWarning>
        {text}
      </span>
      <span className="sr-only">{name}</span>
    </time>
  )
}
