import { Sparkline } from "#app/charts/sparkline.tsx"
import type { SourceVitals, VitalCount } from "#app/domain/sources/vitals.ts"
import { durationText } from "#app/ui/duration-text.ts"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import { TimeAgo } from "#app/ui/time-ago.tsx"

type Reason = { readonly reason: string; readonly count: number; readonly last: string }

const counted: readonly (readonly [VitalCount, string, string])[] = [
  ["events", "Events", "read from what it sent"],
  ["findings", "Of findings", "went to the register of weaknesses"],
  ["exactDupes", "Identical repeats", "set aside at once"],
  ["throttled", "Throttled", "refused with 429: above the limit"],
  ["unsigned", "Not signed", "refused with 401: not signed as demanded"],
  ["quarantined", "Quarantined", "no adapter could read them"],
  ["partial", "Partial", "a field was missing or of another form"],
  ["degraded", "Degraded fingerprint", "it lacked a chosen field"],
  ["defaulted", "Defaulted", "severity or state was unknown to the map"],
  ["skewed", "Skewed", "the tool's clock was off"],
  ["outOfOrder", "Out of order", "older than what had come before"],
  ["ignored", "Ignored", "no alert by design"],
]

/** How a source did in the last day and week: rate, lag, and what was odd about what it sent. */
export function VitalsSection({
  day,
  week,
  reasons,
  renderedAt,
}: {
  readonly day: SourceVitals
  readonly week: SourceVitals
  readonly reasons: readonly Reason[]
  readonly renderedAt: number
}) {
  const lag = (value: number | null) => (value === null ? "–" : durationText(value))
  return (
    <Section title="Health">
      <div className="grid gap-4 sm:grid-cols-2">
        <Rate title="Last 24 hours" vitals={day} />
        <Rate title="Last 7 days" vitals={week} />
      </div>
      <p className="text-text-2">
        From receipt to effect: <b className="tnum text-text">{lag(day.lagNow)}</b> at most in the last hour,{" "}
        <b className="tnum text-text">{lag(week.lagWorst)}</b> at worst in 7 days.
      </p>
      <table className="w-full text-sm">
        <thead>
          <tr className="h-8 border-b border-line text-left text-xs text-text-3">
            <th scope="col" className="font-medium">
              Counted
            </th>
            <th scope="col" className="pl-3 text-right font-medium">
              24 h
            </th>
            <th scope="col" className="pl-3 text-right font-medium">
              7 days
            </th>
          </tr>
        </thead>
        <tbody>
          {counted.map(([key, name, means]) => (
            <tr key={key} className="border-b border-line last:border-0">
              <th scope="row" className="py-1.5 text-left font-normal">
                {name} <span className="text-xs text-text-3 max-sm:block">{means}</span>
              </th>
              <td className="tnum pl-3 text-right">{day.counts[key].toLocaleString("en")}</td>
              <td className="tnum pl-3 text-right">{week.counts[key].toLocaleString("en")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {reasons.length > 0 ? (
        <div className="grid gap-1">
          <h3 className="text-sm font-medium">Why deliveries were set aside, 7 days</h3>
          <ul className="grid gap-1 text-sm">
            {reasons.map(({ reason, count, last }) => (
              <li key={reason} className="flex gap-3">
                <span className="tnum w-10 shrink-0 text-right text-text-2">{count}</span>
                <span className="min-w-0 flex-1">
                  <Said>{reason}</Said>
                </span>
                <span className="shrink-0 text-text-3">
                  <TimeAgo at={last} renderedAt={renderedAt} />
                </span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </Section>
  )
}

function Rate({ title, vitals }: { readonly title: string; readonly vitals: SourceVitals }) {
  const { hours, counts } = vitals
  const most = Math.max(0, ...hours)
  return (
    <figure>
      <figcaption className="text-xs text-text-3">
        {title}: <span className="tnum">{counts.events.toLocaleString("en")}</span> events
      </figcaption>
      <Sparkline
        values={hours}
        width={336}
        height={48}
        className="mt-1 h-12 w-full"
        label={`${title}: ${counts.events} events, at most ${most} in an hour, ${hours.at(-1) ?? 0} in this one`}
      />
    </figure>
  )
}
