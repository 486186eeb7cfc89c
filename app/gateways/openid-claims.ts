import * as z from "zod"

/** Whom an identity provider vouched for. */
export type Claims = {
  readonly subject: string
  readonly email: string | null
  readonly emailVerified: boolean
  readonly amr: readonly string[]
  readonly acr: string | null
  /** Seconds since the epoch; null where the provider does not say when its person proved themselves. */
  readonly authTime: number | null
}

const shape = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().max(320).nullish(),
  email_verified: z.union([z.boolean(), z.string()]).nullish(),
  xms_edov: z.union([z.boolean(), z.string(), z.number()]).nullish(),
  amr: z.array(z.string()).catch([]),
  acr: z.string().nullable().catch(null),
  auth_time: z.number().nullable().catch(null),
})

/** The claims of an ID token whose signature has been checked, or null when one has the wrong form. */
export function readClaims(found: object, issuer: string): Claims | null {
  const parsed = shape.safeParse(found)
  if (!parsed.success) return null
  const { sub, email, email_verified: verified, xms_edov: ownsDomain, amr, acr, auth_time } = parsed.data
  // Entra ID has no email_verified; this claim says that the organisation has shown to own the address's domain.
  const entra = issuer.startsWith("https://login.microsoftonline.com/")
  return {
    subject: sub,
    email: email?.trim().toLowerCase() || null,
    emailVerified: isTrue(verified) || (entra && isTrue(ownsDomain)),
    ...{ amr, acr, authTime: auth_time },
  }
}

const isTrue = (claim: unknown) => claim === true || claim === "true" || claim === 1 || claim === "1"

/**
 * True when the provider says that its person showed more than one factor (RFC 8176 "mfa"; the classes of Okta, REFEDS,
 * PAPE, and of OpenID's phishing-resistant profile). Silence is no.
 */
export function saysSecondFactor({ amr, acr }: Pick<Claims, "amr" | "acr">): boolean {
  return amr.includes("mfa") || (acr !== null && strongClasses.has(acr))
}

const strongClasses = new Set([
  "phr",
  "phrh",
  "urn:okta:loa:2fa:any",
  "https://refeds.org/profile/mfa",
  "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
])
