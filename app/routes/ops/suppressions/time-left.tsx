import { span } from "#app/ui/clock-text.ts"
import { useNow } from "#app/ui/use-now.ts"

/** How long something still holds. @param until ISO 8601, UTC */
export function TimeLeft({ until, renderedAt }: { readonly until: string; readonly renderedAt: number }) {
  const left = Math.max(0, Math.round((Date.parse(until) - useNow(renderedAt)) / 1000))
  const soon = left < 3600
  return (
    <span
      className={`tnum rounded-full px-2 text-xs whitespace-nowrap ${soon ? "bg-s3-tint text-s3-ink" : "bg-sunken text-text-2"}`}
      suppressHydrationWarning
    >
      {left === 0 ? "over" : `${span(left)} left`}
    </span>
  )
}
