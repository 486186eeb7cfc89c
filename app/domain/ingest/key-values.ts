const maxPairs = 500
const keyCharacter = /[A-Za-z0-9_.-]/

/**
 * The pairs of a log line of `key=value key="value with spaces"`, as many firewalls write. A value in quotes ends at the
 * next quote that is not escaped; a bare one at the next ` key=`, so that it may hold spaces.
 */
export function parseKeyValues(line: string): Record<string, string> {
  const found: [string, string][] = []
  let i = 0
  while (i < line.length && found.length < maxPairs) {
    const equals = line.indexOf("=", i)
    if (equals < 0) break
    const key = line.slice(keyStart(line, equals, i), equals)
    const [value, end] = line.charAt(equals + 1) === '"' ? quoted(line, equals + 2) : bare(line, equals + 1)
    if (key !== "" && key !== "__proto__") found.push([key, value])
    i = end
  }
  return Object.fromEntries(found)
}

function keyStart(line: string, end: number, floor: number): number {
  let from = end
  while (from > floor && end - from < 100 && keyCharacter.test(line.charAt(from - 1))) from--
  return from
}

function quoted(line: string, from: number): [string, number] {
  let to = from
  while (to < line.length && line.charAt(to) !== '"') to += line.charAt(to) === "\\" ? 2 : 1
  return [line.slice(from, to).replaceAll('\\"', '"'), to + 1]
}

function bare(line: string, from: number): [string, number] {
  const equals = line.indexOf("=", from)
  if (equals < 0) return [line.slice(from).trim(), line.length]
  const to = keyStart(line, equals, from)
  // An equals sign inside the value, as a query has.
  if (to > from && line.charAt(to - 1) !== " ") {
    const space = line.indexOf(" ", equals)
    return space < 0 ? [line.slice(from).trim(), line.length] : [line.slice(from, space).trim(), space]
  }
  return [line.slice(from, to).trim(), Math.max(to, from)]
}
