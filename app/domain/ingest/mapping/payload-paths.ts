import { clean } from "../clean-event.ts"
import { isFields } from "../fields.ts"

/** A place in a payload, as an expression, and what stands there. */
export type PayloadPath = {
  readonly path: string
  /** The beginning of the text there, or what kind of thing it is. */
  readonly shows: string
  readonly depth: number
}

const most = 200
const deepest = 6

/** Every place of a document that an expression can name, in its own order; of a list the first entry stands for all. */
export function payloadPaths(document: unknown): PayloadPath[] {
  const found: PayloadPath[] = []
  walk(document, "", 0, found)
  return found
}

function walk(value: unknown, at: string, depth: number, found: PayloadPath[]): void {
  if (depth > deepest || found.length >= most) return
  if (Array.isArray(value)) return walk(value[0], `${at || "@"}[0]`, depth, found)
  if (!isFields(value)) return
  for (const [key, inner] of Object.entries(value)) {
    if (found.length >= most || key.length > 200) return
    const path = at === "" ? nameOf(key) : `${at}.${nameOf(key)}`
    found.push({ path, shows: showing(inner), depth })
    walk(inner, path, depth + 1, found)
  }
}

/** Names that are no plain words stand in quotes. */
function nameOf(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? key : JSON.stringify(key)
}

function showing(value: unknown): string {
  if (Array.isArray(value)) return `list of ${value.length}`
  if (isFields(value)) return "object"
  return clean(String(value), 80)
}
