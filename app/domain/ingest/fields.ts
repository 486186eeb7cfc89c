/** A JSON object, read with care: vendors change case, spelling and types between versions. */
export type Fields = Readonly<Record<string, unknown>>

/** Labels taken from one object; the rest is in the stored delivery. */
const maxLabels = 100

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {}
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/**
 * The value at a path of names; undefined where there is none. A name is also found in another case or with other
 * separators (`event_id`, `EventID`, `EVENT.ID`), a path also as one flat name (`"rule.id": …`), and an object within also
 * as the only one of a list.
 */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value
  for (let i = 0; i < path.length; i++) {
    const name = path[i] ?? ""
    if (i > 0) here = onlyOf(here)
    if (!isFields(here)) return undefined
    const key = Object.hasOwn(here, name) ? name : keysBySpelling(here).get(spelling(name))
    if (key === undefined) return i < path.length - 1 ? flat(here, path.slice(i)) : undefined
    here = here[key]
  }
  return here
}

function onlyOf(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value
}

function flat(fields: Fields, path: readonly string[]): unknown {
  const key = keysBySpelling(fields).get(spelling(path.join("")))
  return key === undefined ? undefined : fields[key]
}

const spellings = new WeakMap<Fields, ReadonlyMap<string, string>>()

/** The names of an object by their letters and digits alone; of two that are spelt alike the first counts. */
function keysBySpelling(fields: Fields): ReadonlyMap<string, string> {
  const known = spellings.get(fields)
  if (known) return known
  const keys = new Map<string, string>()
  for (const key of Object.keys(fields)) {
    const plain = key.length <= 100 ? spelling(key) : ""
    if (plain !== "" && !keys.has(plain)) keys.set(plain, key)
  }
  spellings.set(fields, keys)
  return keys
}

/** Names seen before, as they are spelt: adapters ask for the same few over and over. */
const spelt = new Map<string, string>()

function spelling(name: string): string {
  const before = spelt.get(name)
  if (before !== undefined) return before
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, "")
  if (spelt.size < 10_000) spelt.set(name, plain)
  return plain
}

/** The text of a field: strings trimmed, numbers and booleans as written; null for empty, objects and lists. */
export function text(value: unknown): string | null {
  if (typeof value === "string") return value.trim() || null
  if (typeof value === "number" || typeof value === "boolean") return String(value)
  return null
}

const nothing = new Set(["-", "--", "n/a", "null", "(null)", "undefined"])

/** What tools and their templates write where they have no value. */
export function isNothing(given: string): boolean {
  return given.length <= 9 && nothing.has(given.toLowerCase())
}

/** The first of several names or dotted paths that holds a text which says something. */
export function firstText(value: unknown, ...names: readonly string[]): string | null {
  for (const name of names) {
    const found = text(name.includes(".") ? at(value, ...name.split(".")) : at(value, name))
    if (found !== null && !isNothing(found)) return found
  }
  return null
}

/** The texts of some fields as labels: `{ shown: "path.in.the.payload" }`, or a list of names that are both. */
export function pickLabels(
  value: unknown,
  wanted: Readonly<Record<string, string>> | readonly string[],
): Record<string, string> {
  const pairs = Array.isArray(wanted) ? wanted.map((name) => [name, name]) : Object.entries(wanted)
  return Object.fromEntries(
    pairs.flatMap(([label = "", path = ""]) => {
      const found = firstText(value, path)
      return found === null ? [] : [[label, found]]
    }),
  )
}

/** Every field of an object that has a text, as labels. Nested objects are written as `outer.inner`, `depth` levels deep. */
export function labelsOf(value: unknown, prefix = "", depth = 2): Record<string, string> {
  const found: [string, string][] = []
  collect(value, prefix, depth, found)
  return Object.fromEntries(found)
}

function collect(value: unknown, prefix: string, depth: number, found: [string, string][]): void {
  for (const [key, inner] of Object.entries(fieldsOf(value))) {
    if (found.length >= maxLabels) return
    const word = Array.isArray(inner) ? listText(inner) : text(inner)
    if (word !== null) found.push([prefix + key, word])
    else if (depth > 1 && isFields(inner)) collect(inner, `${prefix}${key}.`, depth - 1, found)
  }
}

/** Some words of a list, separated by commas; null for a list of anything else. */
function listText(list: readonly unknown[]): string | null {
  const words = list.slice(0, 20).map(text)
  return words.length > 0 && words.every((word) => word !== null) ? words.join(",") : null
}
