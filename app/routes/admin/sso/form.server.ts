import * as z from "zod"
import { readDomains, readIssuer, type WantedConnection } from "#app/auth/sso/connection.ts"
import { invalid } from "#app/kernel/errors.ts"

const text = (most: number) => z.string().trim().max(most).default("")
const tick = z
  .literal("yes")
  .optional()
  .transform((value) => value === "yes")

const schema = z.object({
  name: text(200),
  issuer: text(1000),
  oauthClientId: text(1000),
  secret: z.string().trim().max(2000).default(""),
  domains: text(5000),
  required: tick,
  enforcesSecondFactor: tick,
  confirmed: tick,
})

/**
 * What the form says of a connection; an empty secret keeps the stored one.
 *
 * @throws DomainError `invalid` on the field that cannot be read
 */
export function readWanted(form: FormData): {
  readonly wanted: WantedConnection
  readonly isConfirmed: boolean
} {
  const parsed = schema.safeParse(Object.fromEntries(form))
  if (!parsed.success) {
    const field = String(parsed.error.issues[0]?.path[0] ?? "")
    throw invalid("Some of it cannot be saved yet.", { [field]: "This is too long or of the wrong form." })
  }
  const { domains: typed, issuer, secret, confirmed, ...rest } = parsed.data
  const domains = readDomains(typed)
  if (!domains.ok) throw invalid("Some of it cannot be saved yet.", { domains: domains.error })
  return {
    wanted: {
      ...rest,
      issuer: readIssuer(issuer),
      domains: domains.value,
      secret: secret === "" ? null : secret,
    },
    isConfirmed: confirmed,
  }
}
