import { span } from "./clock-text.ts"
import { useNow } from "./use-now.ts"
import { momentText, useZone } from "./zone.ts"

/** A moment: how long ago within a day, else its date; the whole of it, in both zones, on hover. */
export function TimeAgo({ at, renderedAt }: { readonly at: string; readonly renderedAt: number }) {
  const now = useNow(renderedAt)
  const zone = useZone()
  const age = Math.max(0, Math.round((now - Date.parse(at)) / 1000))
  const text =
    age < 60 ? "now" : age < 86_400 ? (span(age).split(" ").slice(0, 2).join(" ") ?? "") : at.slice(0, 10)
  return (
    <time
      dateTime={at}
      title={zone === "utc" ? momentText(at, "utc") : `${momentText(at, "mine")}\n${momentText(at, "utc")}`}
      className="tnum whitespace-nowrap"
      suppressHydrationWarning
    >
      {text}
    </time>
  )
}

/** A moment on a page of its own: date, time and zone in full. `z` changes the zone. */
export function Moment({ at }: { readonly at: string }) {
  const zone = useZone()
  return (
    <time dateTime={at} title={momentText(at, "utc")} className="tnum whitespace-nowrap">
      {momentText(at, zone)}
    </time>
  )
}
