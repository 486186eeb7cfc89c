import { Said } from "#app/ui/said.tsx"
import type { Effect } from "./preview.ts"

/** What a policy would do to clocks that run, in a sentence, with the records that would be worse off at once. */
export function EffectReport({ effect }: { readonly effect: Effect }) {
  const { moving, losing, breaching, atRisk, clients, worse, worseCount } = effect
  const where = clients === 1 ? "1 client" : `${clients} clients`
  if (clients === 0)
    return <p className="text-text-2">It holds for no client yet, so no clock would be moved.</p>
  return (
    <div className="grid gap-3">
      <p className={breaching > 0 ? "text-s1-ink" : "text-text"}>
        Applied now at {where}: {count(moving, "running clock")} would go by it. {breaching} would be late at
        once, {atRisk} at risk{losing > 0 ? `, and ${losing} promised nothing any more` : ""}.
      </p>
      {worse.length > 0 ? (
        <ul className="grid gap-1.5 text-sm" aria-label="What would be worse off at once">
          {worse.map((record, i) => (
            <li key={i} className="border-b border-line pb-1.5">
              <span className="font-medium">
                <Said>{record.what}</Said>
              </span>{" "}
              <span className="text-text-3">
                <Said>{record.client}</Said>
              </span>
              {record.breaching.length > 0 ? (
                <span className="block text-s1-ink">late: {record.breaching.join(", ")}</span>
              ) : null}
              {record.atRisk.length > 0 ? (
                <span className="block text-s3-ink">at risk: {record.atRisk.join(", ")}</span>
              ) : null}
            </li>
          ))}
          {worseCount > worse.length ? (
            <li className="text-xs text-text-3">and {worseCount - worse.length} more</li>
          ) : null}
        </ul>
      ) : null}
    </div>
  )
}

const count = (n: number, what: string) => `${n.toLocaleString("en")} ${what}${n === 1 ? "" : "s"}`
