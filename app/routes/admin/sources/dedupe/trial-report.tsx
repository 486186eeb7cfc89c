import type { TrialResult } from "#app/domain/sources/recipe-trial.ts"
import { Said } from "#app/ui/said.tsx"

/** Of the turns so far; `next` is where to ask on, null at the end. */
export type Tried = TrialResult & { readonly total: number; readonly next: string | null }

/** What the recipe would have made of the last seven days. */
export function TrialReport({ tried }: { readonly tried: Tried }) {
  const { events, alerts, wouldBe, degraded, merged, total } = tried
  const n = (count: number) => count.toLocaleString("en")
  if (events === 0)
    return (
      <p role="status" className="w-full rounded-md bg-sunken px-3 py-2 text-text-2">
        This source has sent nothing in the last seven days: there is nothing to try it on.
      </p>
    )
  return (
    <div
      role="status"
      className="grid w-full gap-2 rounded-md border border-line bg-sunken px-3 py-2 text-sm"
    >
      <p className="font-medium">
        {alerts === wouldBe
          ? `As many alerts as now: ${n(alerts)}.`
          : `${n(alerts)} ${alerts === 1 ? "alert" : "alerts"} would become ${n(wouldBe)}.`}
      </p>
      <p className="text-xs text-text-2">
        {events < total
          ? `The first ${n(events)} of about ${n(total)} events of the last seven days.`
          : `All ${n(events)} events of the last seven days.`}{" "}
        As if nobody had worked on them.
      </p>
      {degraded > 0 ? (
        <p className="text-s3-ink">
          {n(degraded)} of the events lack a field of this recipe. They would be marked as degraded, and those
          that lack the same would fold together.
        </p>
      ) : null}
      {merged.length > 0 ? (
        <div className="text-xs text-text-2">
          <p>Problems of now that would be one:</p>
          <ul className="list-disc pl-5">
            {merged.map(({ problems, titles }) => (
              <li key={titles.join()} className="[overflow-wrap:anywhere]">
                {n(problems)}, such as “<Said>{titles.join("”, “")}</Said>”
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  )
}
