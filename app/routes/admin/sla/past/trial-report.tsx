import { metricWords } from "#app/domain/sla/explain/words.ts"
import { compare } from "#app/domain/sla/past/attained.ts"
import type { Kept } from "#app/domain/sla/past/tally.ts"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import { StepsProgress } from "#app/ui/steps-progress.tsx"
import type { Steps } from "#app/ui/use-steps.ts"
import { percent } from "./percent.ts"
import type { ShownTrial } from "./trial.ts"

/** So few misses are shown without being asked for. */
const missesOpen = 5

/** How promises were kept and how they would have been, side by side, as far as was replayed. */
export function TrialReport({ trial, steps }: { readonly trial: ShownTrial | null; readonly steps: Steps }) {
  const done = trial?.tally.incidents
  return (
    <Section title="On the last 90 days">
      <div className="grid min-w-0 gap-4">
        <StepsProgress
          steps={steps}
          label="Replaying"
          done={done}
          total={trial && done !== undefined ? done + trial.left : undefined}
          things="incidents"
        />
        {!steps.isGoing && !steps.failed && !trial ? (
          <p className="text-text-2">
            Choose a policy to see how it would have been kept, beside what was promised.
          </p>
        ) : null}
        {trial ? <Facts trial={trial} /> : null}
      </div>
    </Section>
  )
}

function Facts({ trial: { tally } }: { readonly trial: ShownTrial }) {
  const { incidents, misses, missCount } = tally
  const { before, after, lines } = compare(tally)
  if (incidents === 0) return <p className="text-text-2">No incident was opened in the last 90 days.</p>
  return (
    <>
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
            <tr key={`${line.metric} ${line.priority}`} className="border-b border-line align-baseline">
              <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                P{line.priority} {metricWords[line.metric]}
              </th>
              <Cell kept={line.before} />
              <Cell kept={line.after} than={line.before} />
            </tr>
          ))}
        </tbody>
      </table>
      {missCount > 0 ? <Misses misses={misses} missCount={missCount} /> : null}
    </>
  )
}

function Misses({ misses, missCount }: Pick<ShownTrial["tally"], "misses" | "missCount">) {
  return (
    <details open={missCount <= missesOpen}>
      <summary className="text-sm font-medium">
        What would have been missed and was not: {missCount.toLocaleString("en")}{" "}
        {missCount === 1 ? "incident" : "incidents"}
      </summary>
      <ul className="mt-2 grid gap-1 text-sm">
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
        <p className="mt-1 text-xs text-text-3">
          and {(missCount - misses.length).toLocaleString("en")} more incidents
        </p>
      ) : null}
    </details>
  )
}

function Cell({ kept, than }: { readonly kept: Kept; readonly than?: Kept }) {
  const decided = kept.met + kept.missed
  const isWorse = than && decided > 0 && than.met + than.missed > 0 && isBelow(kept, than)
  return (
    <td className="tnum py-1.5 pr-3 text-right last:pr-0">
      <span className={isWorse ? "font-medium text-s1-ink" : "font-medium"}>{percent(kept)}</span>
      <span className="block text-2xs whitespace-nowrap text-text-3">
        {decided === 0 ? "" : `${kept.met} of ${decided}`}
      </span>
    </td>
  )
}

const isBelow = (a: Kept, b: Kept) => a.met * (b.met + b.missed) < b.met * (a.met + a.missed)
