const maxLines = 100_000

/** The records of a log in Zeek's own format, which names its columns in `#fields`. Null for any other text. */
export function readZeekTsv(text: string): Record<string, string>[] | null {
  const lines = text.split("\n", maxLines)
  const fields = headerOf(lines, "#fields")
  if (fields.length === 0) return null
  const path = headerOf(lines, "#path")[0] ?? ""
  const records = lines.filter((line) => line.trim() !== "" && !line.startsWith("#"))
  return records.map((line) => {
    const cells = line.split("\t")
    const named = fields.flatMap((field, i): [string, string][] => {
      const cell = cells[i]?.trim() ?? "-"
      return cell === "-" || cell === "(empty)" || field === "__proto__" ? [] : [[field, cell]]
    })
    return { _path: path, ...Object.fromEntries(named) }
  })
}

function headerOf(lines: readonly string[], name: string): string[] {
  const line = lines.slice(0, 20).find((given) => given.startsWith(name))
  return (
    line
      ?.split(/[\t ]/)
      .slice(1)
      .map((word) => word.trim()) ?? []
  )
}
