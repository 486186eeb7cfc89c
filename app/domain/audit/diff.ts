import { canonicalJson } from "./canonical.ts"

/** One field that a change touched; a side that had none is undefined. */
export type FieldChange = { readonly field: string; readonly before?: string; readonly after?: string }

/** The fields in which two sides differ, by name. What is in only one of them counts as changed. */
export function changedFields(before: unknown, after: unknown): readonly FieldChange[] {
  const [old, fresh] = [fieldsOf(before), fieldsOf(after)]
  const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].sort()
  return names.flatMap((field) => {
    const [was, is] = [old[field], fresh[field]]
    if (canonicalJson(was) === canonicalJson(is) && field in old === field in fresh) return []
    return [
      {
        field,
        ...(field in old ? { before: textOf(was) } : {}),
        ...(field in fresh ? { after: textOf(is) } : {}),
      },
    ]
  })
}

function fieldsOf(side: unknown): Readonly<Record<string, unknown>> {
  if (side === null || side === undefined) return {}
  return typeof side === "object" && !Array.isArray(side) ? { ...side } : { value: side }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null)
}
