import type * as z from "zod"
import { invalid } from "#app/kernel/errors.ts"

/** Reads a form's fields as the schema has them. @throws DomainError `invalid`, each complaint beside its field */
export function parseForm<S extends z.ZodType>(form: FormData, schema: S): z.output<S> {
  const parsed = schema.safeParse(Object.fromEntries(form))
  if (parsed.success) return parsed.data
  const fields: Record<string, string> = {}
  for (const { path, message } of parsed.error.issues)
    fields[String(path[0] ?? "form")] ??= message.charAt(0).toUpperCase() + message.slice(1)
  throw invalid("Something in the form is not right yet.", fields)
}
