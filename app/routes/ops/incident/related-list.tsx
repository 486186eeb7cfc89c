import { Link } from "react-router"
import type { RelatedIncident, Relation } from "#app/domain/incidents/related.ts"
import { Said } from "#app/ui/said.tsx"

const words: Readonly<Record<Relation, string>> = {
  "merged-into": "merged into",
  merged: "merged into this",
  "recurrence-of": "came back after",
  recurrence: "came back as",
  "sibling-of": "overflow of",
  sibling: "overflows into",
  "split-from": "split from",
  "split-off": "split off",
  linked: "linked",
}

/** Where a merged incident went: it is read only, and the work goes on there. */
export function MergedBanner({ survivor }: { readonly survivor: RelatedIncident }) {
  return (
    <p className="mt-4 rounded-lg border border-line bg-sunken p-3" role="note">
      Merged into{" "}
      <Link to={`/ops/incidents/${survivor.id}`} className="font-medium text-link underline">
        {survivor.reference} <Said>{survivor.title}</Said>
      </Link>
      . This one is read only; its notes and clocks are kept as they were.
    </p>
  )
}

/** Incidents this one is tied to. */
export function RelatedList({ related }: { readonly related: readonly RelatedIncident[] }) {
  if (related.length === 0) return null
  return (
    <section aria-labelledby="related" className="rounded-lg border border-line bg-surface p-4">
      <h2 id="related" className="mb-2 font-semibold">
        Related incidents
      </h2>
      <ul className="grid gap-2 text-sm">
        {related.map(({ id, relation, reference, title, stage }) => (
          <li key={`${relation} ${id}`} className="grid gap-0.5">
            <Link to={`/ops/incidents/${id}`} className="hover:underline">
              <span className="tnum text-xs text-text-2">{reference}</span> <Said>{title}</Said>
            </Link>
            <span className="text-xs text-text-3">
              {words[relation]} · {stage}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
