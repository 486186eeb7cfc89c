import { span } from "./clock-text.ts"
import { useNow } from "./use-now.ts"

/** A moment: how long ago within a day, else its date; the whole of it on hover and for copying. */
export function TimeAgo({ at, renderedAt }: { readonly at: string; readonly renderedAt: number }) {
  const now = useNow(renderedAt)
  const age = Math.max(0, Math.round((now - Date.parse(at)) / 1000))
  const text =
    age < 60 ? "now" : age < 86_400 ? (span(age).split(" ").slice(0, 2).join(" ") ?? "") : at.slice(0, 10)
  return (
    <time
      dateTime={at}
      title={`${at.slice(0, 19).replace("T", " ")} UTC`}
      className="tnum whitespace-nowrap"
      suppressHydrationWarning
    >
      {text}
    </time>
  )
}

/** A moment on a page of its own: date, time and zone in full. */
export function Moment({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} className="tnum whitespace-nowrap">
      {at.slice(0, 10)} {at.slice(11, 19)} UTC
    </time>
  )
}
