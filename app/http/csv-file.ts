/** Characters by which a spreadsheet takes a cell for a formula, their full-width twins, and those that break a line. */
const formula = /^[\s]*[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/

/** One line of a CSV file. Every cell is quoted, and none is a formula: what could be one is marked as text. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`
}

function csvCell(value: string | number | null): string {
  if (typeof value === "number") return String(value)
  const text = (value ?? "").replaceAll("\0", "")
  return `"${(formula.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}

/** The answer that a browser saves as a file. @param name without its ending; letters, digits and hyphens */
export function csvFile(name: string, lines: readonly string[]): Response {
  // Excel takes a file for UTF-8 only when it begins with this mark.
  return new Response(`\ufeff${lines.join("")}`, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}.csv"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  })
}
