import { type Instant, instant } from "#app/kernel/time.ts"

/** A date and time of a form, in UTC; null where none was given. */
export function dateField(
  form: FormData,
  name: string,
  note: (field: string, says: string) => void,
): Instant | null {
  const text = String(form.get(name) ?? "").trim()
  if (text === "") return null
  try {
    return instant(`${text}Z`)
  } catch {
    note(name, "Write a date and time, or leave it empty for now.")
    return null
  }
}
