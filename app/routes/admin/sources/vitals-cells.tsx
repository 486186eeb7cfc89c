import { Sparkline } from "#app/charts/sparkline.tsx"
import { durationText } from "#app/ui/duration-text.ts"
import { Said } from "#app/ui/said.tsx"
import type { VitalsRow } from "./list-row.ts"

/** The cells of a source's vitals: its day in small bars, its lag, and what went wrong last, in words. */
export function VitalsCells({ hours, lag, throttled, trouble }: VitalsRow) {
  const events = hours.reduce((sum, n) => sum + n, 0)
  return (
    <>
      <td className="pr-4 max-md:hidden">
        {events > 0 ? (
          <span className="flex items-center gap-2">
            <Sparkline values={hours} label={`${events} events in 24 hours, ${perMinute(hours)}`} />
            <span className="tnum text-text-2">{events.toLocaleString("en")}</span>
          </span>
        ) : (
          <span className="text-text-3">none</span>
        )}
      </td>
      <td className="tnum pr-4 whitespace-nowrap text-text-2 max-md:hidden">
        {lag === null ? "–" : durationText(lag)}
      </td>
      <td className="max-w-72 pr-4 text-xs max-md:order-5 max-md:col-span-2 max-md:empty:hidden">
        {throttled > 0 ? (
          <span className="block text-s2-ink">throttled {throttled.toLocaleString("en")} ×</span>
        ) : null}
        {trouble ? (
          <span className="line-clamp-2 text-text-2" title={trouble}>
            <Said>{trouble}</Said>
          </span>
        ) : null}
      </td>
    </>
  )
}

/** Events a minute over the day: an hour that is only half over would lie. */
function perMinute(hours: readonly number[]): string {
  const rate = hours.reduce((sum, n) => sum + n, 0) / (hours.length * 60)
  if (rate < 0.1) return "under one in ten minutes"
  return `${rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString("en")} a minute`
}
