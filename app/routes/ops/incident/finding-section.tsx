import { FindingList } from "../findings/finding-list.tsx"
import type { FindingRow } from "../findings/row.ts"

/** The weaknesses an incident was opened because of. */
export function FindingSection({ findings }: { readonly findings: readonly FindingRow[] }) {
  if (findings.length === 0) return null
  return (
    <section aria-labelledby="findings" className="rounded-lg border border-line bg-surface pt-4">
      <h2 id="findings" className="mb-1 px-4 font-semibold">
        Because of
      </h2>
      <FindingList rows={findings} />
    </section>
  )
}
