type Props = {
  readonly figures: {
    readonly events: number
    readonly exactDupes: number
    readonly folded: number
    readonly alerts: number
    readonly degraded: number
    readonly defaulted: number
    readonly skewed: number
    readonly outOfOrder: number
  }
}

/** What became of a week's events: how much was folded, and how much of it could not be read in full. */
export function Figures({ figures }: Props) {
  const f = figures
  if (f.events === 0)
    return <p className="text-text-2">This source has sent nothing in the last seven days.</p>
  const shown: readonly (readonly [name: string, value: number, hint: string, isTrouble?: boolean])[] = [
    ["Events", f.events, "in the last seven days"],
    ["New alerts", f.alerts, `${share(f.events - f.alerts, f.events)} fewer than events`],
    ["Identical", f.exactDupes, "the same payload again"],
    ["Folded", f.folded, "the same problem, something new"],
    ["Degraded", f.degraded, "lacked a field of the recipe", f.degraded > 0],
    ["Unknown words", f.defaulted, "severity or state not in the tool's map", f.defaulted > 0],
    ["Clock off", f.skewed, "5 minutes ahead or a day behind", f.skewed > 0],
    ["Out of order", f.outOfOrder, "older than what was known", f.outOfOrder > 0],
  ]
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line md:grid-cols-4 2xl:grid-cols-8">
      {shown.map(([name, value, hint, isTrouble]) => (
        <div key={name} className="grid content-start gap-0.5 bg-surface px-3 py-2">
          <dt className="text-xs text-text-3">{name}</dt>
          <dd>
            <span className={`tnum block text-lg font-semibold ${isTrouble ? "text-s3-ink" : ""}`}>
              {value.toLocaleString("en")}
            </span>
            <span className="text-xs text-text-3">{hint}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

const share = (part: number, whole: number) => `${Math.round((100 * part) / whole)} %`
