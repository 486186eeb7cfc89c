import { data } from "react-router"
import { DomainError, type ErrorCode } from "#app/kernel/errors.ts"

/** The one table from what went wrong to what the browser or the API client is told. */
export const statusOf = {
  not_found: 404,
  forbidden: 403,
  conflict: 409,
  invalid: 422,
  limit: 429,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>

/** What a screen shows of an error it expected. */
export type ScreenError = {
  readonly code: ErrorCode
  readonly message: string
  readonly fields: Readonly<Record<string, string>>
}

/** Runs a loader's work: a `DomainError` becomes the error page with its status; anything else is a bug and crashes. */
export async function onScreen<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const expected = expectedError(error)
    if (!expected) throw error
    throw data({ code: expected.code, message: expected.message }, { status: statusOf[expected.code] })
  }
}

/** Runs an action's work: a `DomainError` becomes an answer the form shows beside what was typed. */
export async function onAction<T>(work: () => Promise<T>) {
  try {
    return { ok: true as const, value: await work() }
  } catch (error) {
    const expected = expectedError(error)
    if (!expected) throw error
    const { code, message, fields } = expected
    return data(
      { ok: false as const, error: { code, message, fields } satisfies ScreenError },
      { status: statusOf[code] },
    )
  }
}

/**
 * The error as one we speak of to people: our own, or the database's complaint about a value (class 22: a cursor or a
 * filter that is no date, number or id), or its absence (class 08, 53, 57).
 */
export function expectedError(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error
  const cause = error instanceof Error && error.cause ? error.cause : error
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : ""
  if (isUnreadableForm(error))
    return new DomainError("invalid", "The form could not be read. Load the page again.")
  if (/^22/.test(code)) return new DomainError("invalid", "A value in the request has the wrong form.")
  if (/^(08|53|57P|CONNECT|ECONN)/.test(code))
    return new DomainError("unavailable", "The database cannot be reached. Try again in a moment.")
  return null
}

/** `formData()` of something else than a form, or of half a one. Node says so with a TypeError and these words alone. */
function isUnreadableForm(error: unknown): boolean {
  return (
    error instanceof TypeError && /parse body as FormData|Content-Type was not one of/.test(error.message)
  )
}
