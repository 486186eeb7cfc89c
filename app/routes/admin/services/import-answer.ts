import { csvColumns, type ImportRow } from "#app/domain/services/asset-csv.ts"

/** Rows of the preview that are listed; all of them count. */
const shown = 50

/** What an import did or would do, as the page shows it; the refused rows as a CSV to correct and send again. */
export function importAnswer(rows: readonly ImportRow[], { isTaken }: { readonly isTaken: boolean }) {
  const count = (effect: ImportRow["effect"]) => rows.filter((row) => row.effect === effect).length
  const refused = rows.flatMap((row) => (row.effect === "refuse" ? [row.cells] : []))
  return {
    isTaken,
    counts: { add: count("add"), change: count("change"), same: count("same"), refuse: count("refuse") },
    rows: rows
      .toSorted((a, b) => order.indexOf(a.effect) - order.indexOf(b.effect) || a.line - b.line)
      .slice(0, shown)
      .map((row) => ({
        line: row.line,
        name: row.name,
        effect: row.effect,
        note: row.effect === "refuse" ? row.error : row.effect === "change" ? changeOf(row) : "",
      })),
    hidden: Math.max(0, rows.length - shown),
    refused: refused.length > 0 ? [csvColumns.join(","), ...refused.map(csvLine)].join("\n") : "",
  }
}

const order: readonly ImportRow["effect"][] = ["refuse", "change", "add", "same"]

function changeOf({ was, asset }: Extract<ImportRow, { effect: "change" }>): string {
  const gained = asset.aliases.filter((alias) => !was.aliases.includes(alias))
  return [
    ...(gained.length > 0 ? [`also ${gained.join(", ")}`] : []),
    ...(was.kind === asset.kind ? [] : [`${was.kind} becomes ${asset.kind}`]),
    ...(was.criticality === asset.criticality ? [] : [`${was.criticality} becomes ${asset.criticality}`]),
    ...(was.serviceId === asset.serviceId ? [] : ["another service"]),
  ].join("; ")
}

const csvLine = (cells: Readonly<Record<string, string>>) =>
  csvColumns.map((column) => quoted(cells[column] ?? "")).join(",")

const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
