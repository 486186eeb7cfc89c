import { UnreadableBody } from "./unreadable-body.ts"

const maxRows = 100_000
const maxColumns = 300

/**
 * The rows of a CSV text as RFC 4180 writes it: fields in quotes may hold commas, line breaks and doubled quotes.
 *
 * @throws UnreadableBody for more rows or columns than a report has
 */
export function parseCsv(text: string, separator = ","): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (let i = 0; i <= text.length;) {
    const [field, end] = text.charAt(i) === '"' ? quoted(text, i + 1, separator) : plain(text, i, separator)
    row.push(field)
    if (row.length > maxColumns) throw new UnreadableBody(`a CSV row of more than ${maxColumns} columns`)
    if (text.charAt(end) !== separator) {
      if (row.length > 1 || row[0] !== "") rows.push(row)
      if (rows.length > maxRows) throw new UnreadableBody(`a CSV of more than ${maxRows} rows`)
      row = []
    }
    i = text.startsWith("\r\n", end) ? end + 2 : end + 1
  }
  return rows
}

/** The rows below the header by its names. Cells beyond the header are dropped, missing ones are absent. */
export function csvRecords(text: string): Record<string, string>[] {
  const csv = text.replace(/^\uFEFF/, "")
  const [header = [], ...rows] = parseCsv(csv, separatorOf(csv))
  return rows.map((row) =>
    Object.fromEntries(
      header.flatMap((name, i) => {
        const cell = row[i]
        return cell === undefined || name.trim() === "__proto__" ? [] : [[name.trim(), cell]]
      }),
    ),
  )
}

/** Where a comma is the decimal point, spreadsheets put a semicolon between the cells. */
function separatorOf(csv: string): string {
  const header = csv.slice(0, 20_000).split("\n", 1)[0] ?? ""
  return header.split(";").length > header.split(",").length ? ";" : ","
}

function plain(text: string, from: number, separator: string): [string, number] {
  let to = from
  while (to < text.length && !`${separator}\r\n`.includes(text.charAt(to))) to++
  return [text.slice(from, to), to]
}

/** What stands between the closing quote and the next separator is no CSV, and is kept. */
function quoted(text: string, from: number, separator: string): [string, number] {
  let close = text.indexOf('"', from)
  while (close >= 0 && text.charAt(close + 1) === '"') close = text.indexOf('"', close + 2)
  if (close < 0) return [text.slice(from).replaceAll('""', '"'), text.length]
  const [rest, end] = plain(text, close + 1, separator)
  return [text.slice(from, close).replaceAll('""', '"') + rest, end]
}
