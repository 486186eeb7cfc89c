import { data } from "react-router"

/**
 * The fields a page of ours was sent. Every action reads them here: what is no form, breaks off, or holds what no field of
 * ours can hold, is a refusal and not a fault of ours.
 *
 * @throws an answer with status 400
 */
export async function readForm(request: Request): Promise<FormData> {
  const form = await request.formData().catch(() => null)
  const isText = form && [...form].every(([name, value]) => !name.includes("\0") && !hasNul(value))
  if (!isText) throw data({ message: "The form could not be read. Load the page again." }, { status: 400 })
  return form
}

/** No field of ours holds a NUL, and the database takes none. A file may. */
const hasNul = (value: FormDataEntryValue) => typeof value === "string" && value.includes("\0")
