import type { Attainment } from "#app/domain/sla/clock/attainment.ts"
import { Said } from "#app/ui/said.tsx"
import { attainmentText } from "./attainment-text.ts"

export type AttainmentRow = Attainment & {
  readonly key: string
  readonly name: string
  /** Who it was promised to; absent where all rows are one client's. */
  readonly client?: string
  /** Stands for several rows. */
  readonly isTotal?: boolean
  readonly note?: string
}

/** Kept and missed promises, and the share kept: as it was, and beside it without what was granted to be left out. */
export function AttainmentTable({
  rows,
  label,
  first,
  fewest = 1,
}: {
  readonly rows: readonly AttainmentRow[]
  readonly label: string
  /** Heads the column of names. */
  readonly first: string
  /** With fewer outcomes than this a share says nothing: the number stands in its place. */
  readonly fewest?: number
}) {
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={label}>
      <table className="w-full text-sm">
        <thead>
          <tr className="h-9 border-b border-line text-left text-xs text-text-3">
            <th scope="col" className="px-2 font-medium">
              {first}
            </th>
            {["Met", "Breached", "Excluded", "Raw", "Adjusted"].map((name) => (
              <th key={name} scope="col" className="px-2 text-right font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className={`h-9 border-b border-line ${row.isTotal ? "bg-sunken" : ""}`}>
              <th scope="row" className="min-w-32 px-2 py-1 text-left font-medium">
                <span className={row.isTotal ? "" : "font-normal first-letter:uppercase inline-block"}>
                  <Said>{row.name}</Said>
                </span>
                {row.note ? <span className="block text-xs font-normal text-text-3">{row.note}</span> : null}
              </th>
              <td className="tnum px-2 text-right">{row.met.toLocaleString("en")}</td>
              <td className={`tnum px-2 text-right ${row.missed > 0 ? "font-medium text-s1-ink" : ""}`}>
                {row.missed.toLocaleString("en")}
              </td>
              <td className="tnum px-2 text-right">{row.excluded.toLocaleString("en")}</td>
              {[row.raw, row.adjusted].map((share, i) => (
                <td key={i} className="tnum px-2 text-right whitespace-nowrap">
                  {row.met + row.missed < fewest ? `n = ${row.met + row.missed}` : attainmentText(share)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
