/** A JSON object, read with care: vendors change case and types between versions. */
export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {}
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The value at a path of names, each also found in another case; undefined where there is none. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value
  for (const name of path) {
    if (!isFields(here)) return undefined
    here = Object.hasOwn(here, name) ? here[name] : inAnotherCase(here, name)
  }
  return here
}

function inAnotherCase(fields: Fields, name: string): unknown {
  const wanted = name.toLowerCase()
  const key = Object.keys(fields).find((k) => k.toLowerCase() === wanted)
  return key === undefined ? undefined : fields[key]
}

/** The text of a field: strings trimmed, numbers and booleans as written; null for empty, objects and lists. */
export function text(value: unknown): string | null {
  if (typeof value === "string") return value.trim() === "" ? null : value.trim()
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint")
    return String(value)
  return null
}

/** The first of several names that holds text. */
export function firstText(value: unknown, ...names: readonly string[]): string | null {
  for (const name of names) {
    const found = text(at(value, ...name.split(".")))
    if (found !== null) return found
  }
  return null
}

/** Every field of an object that has a text, as labels. Nested objects are written as `outer.inner`, two levels deep. */
export function labelsOf(value: unknown, prefix = "", depth = 2): Record<string, string> {
  const labels: Record<string, string> = {}
  for (const [key, inner] of Object.entries(fieldsOf(value))) {
    const found = text(inner)
    if (found !== null) labels[prefix + key] = found
    else if (depth > 1 && isFields(inner))
      Object.assign(labels, labelsOf(inner, `${prefix}${key}.`, depth - 1))
    else if (Array.isArray(inner) && inner.length > 0 && inner.every((item) => text(item) !== null))
      labels[prefix + key] = inner
        .slice(0, 20)
        .map((item) => text(item))
        .join(",")
  }
  return labels
}
