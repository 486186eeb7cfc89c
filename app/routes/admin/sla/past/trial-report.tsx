import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import type { ShownTrial, Side } from "./trial.ts"

/** How promises were kept and how they would have been, side by side. */
export function TrialReport({ busy, trial }: { readonly busy: boolean; readonly trial: ShownTrial | null }) {
  return (
    <Section title="On the last 90 days">
      <div aria-live="polite" className="grid min-w-0 gap-4">
        {busy ? (
          <p className="grid gap-2 text-text-2">
            Replaying incidents under the policy. This takes at most ten seconds.
            <progress aria-label="Replaying" className="h-1 w-full accent-accent" />
          </p>
        ) : null}
        {!busy && !trial ? (
          <p className="text-text-2">
            Choose a policy to see how it would have been kept, beside what was promised.
          </p>
        ) : null}
        {!busy && trial ? <Facts trial={trial} /> : null}
      </div>
    </Section>
  )
}

function Facts({ trial }: { readonly trial: ShownTrial }) {
  const { incidents, isPartial, before, after, lines, misses, missCount } = trial
  if (incidents === 0) return <p className="text-text-2">No incident was opened in the last 90 days.</p>
  return (
    <>
      {isPartial ? (
        <p role="status" className="rounded-md border border-s3 bg-s3-tint px-3 py-2 text-s3-ink">
          Only the first {incidents.toLocaleString("en")} incidents were replayed. Choose one client for a
          whole picture.
        </p>
      ) : null}
      <p>
        Of {incidents.toLocaleString("en")} incidents, {percent(before)} of what was promised was kept; it
        would have been {percent(after)}. Nothing is left out of either.
      </p>
      <table className="w-full text-sm">
        <caption className="sr-only">Attainment by target, as it was and as it would have been</caption>
        <thead>
          <tr className="border-b border-line text-left text-xs text-text-3">
            <th scope="col" className="py-1 pr-3 font-medium">
              Target
            </th>
            <th scope="col" className="py-1 pr-3 text-right font-medium">
              As it was
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              Would have been
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.what} ${line.priority}`} className="border-b border-line align-baseline">
              <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                P{line.priority} {line.what}
              </th>
              <Cell side={line.before} />
              <Cell side={line.after} than={line.before} />
            </tr>
          ))}
        </tbody>
      </table>
      {missCount > 0 ? (
        <div className="grid gap-1">
          <h3 className="text-sm font-medium">What would have been missed and was not</h3>
          <ul className="grid gap-1 text-sm">
            {misses.map((miss, i) => (
              <li key={i} className="border-b border-line pb-1">
                <Said>{miss.what}</Said>{" "}
                <span className="text-xs text-text-3">
                  <Said>{miss.client}</Said> · {miss.metrics.join(", ")}
                </span>
              </li>
            ))}
          </ul>
          {missCount > misses.length ? (
            <p className="text-xs text-text-3">and {missCount - misses.length} more incidents</p>
          ) : null}
        </div>
      ) : null}
    </>
  )
}

function Cell({ side, than }: { readonly side: Side; readonly than?: Side }) {
  const isWorse = than && side.share !== null && than.share !== null && side.share < than.share
  return (
    <td className="tnum py-1.5 pr-3 text-right last:pr-0">
      <span className={isWorse ? "font-medium text-s1-ink" : "font-medium"}>{percent(side)}</span>
      <span className="block text-2xs text-text-3">
        {side.share === null ? "" : `${side.met} of ${side.met + side.missed}`}
      </span>
    </td>
  )
}

/** Rounded down: 99.99 % is not all. */
function percent({ share }: Side): string {
  return share === null ? "–" : `${(Math.floor(share * 1000) / 10).toLocaleString("en")} %`
}
