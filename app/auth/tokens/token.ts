import { err, ok, type Result } from "#app/kernel/result.ts"
import { type Instant, isBefore, Temporal } from "#app/kernel/time.ts"

export const tokenStates = ["active", "expired", "revoked"] as const
export type TokenState = (typeof tokenStates)[number]

/** What a token is worth now. Revoking is the last word, also over one that had expired. */
export function tokenStateOf(
  token: { readonly revokedAt: Instant | null; readonly expiresAt: Instant | null },
  now: Instant,
): TokenState {
  if (token.revokedAt) return "revoked"
  return token.expiresAt && !isBefore(now, token.expiresAt) ? "expired" : "active"
}

/** Days a token may be chosen to last. */
export const lifetimes = ["30", "90", "365"] as const

/**
 * When a token ends: so many times 24 hours from now, or with the end of a day in UTC.
 *
 * @param choice one of `lifetimes`, or `date`
 * @param date the last day, `YYYY-MM-DD`
 * @returns what to say beside the field, where it means no time to come
 */
export function expiryOf(choice: string, date: string, now: Instant): Result<Instant, string> {
  const days = lifetimes.find((d) => d === choice)
  if (days) return ok(now.add({ hours: Number(days) * 24 }))
  if (choice !== "date" || !/^\d{4}-\d\d-\d\d$/.test(date)) return err("Choose how long, or give a date.")
  const end = endOfDay(date)
  if (!end) return err("There is no such day.")
  return isBefore(now, end) ? ok(end) : err("Choose a day that is not over yet.")
}

function endOfDay(date: string): Instant | null {
  try {
    return Temporal.PlainDate.from(date, { overflow: "reject" })
      .add({ days: 1 })
      .toZonedDateTime("UTC")
      .toInstant()
  } catch {
    return null
  }
}
