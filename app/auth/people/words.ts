type Factors = { readonly passkeys: number; readonly hasTotp: boolean }

/** Which second factors somebody has: "2 passkeys, authenticator app"; "none". */
export function factorWords({ passkeys, hasTotp }: Factors): string {
  const words = [
    ...(passkeys > 0 ? [passkeys === 1 ? "passkey" : `${passkeys} passkeys`] : []),
    ...(hasTotp ? ["authenticator app"] : []),
  ]
  return words.join(", ") || "none"
}

type Wording = {
  readonly role: string
  readonly discipline: string
  readonly tier: number | null
  readonly expiresAt: { readonly toString: () => string } | null
}

/** A grant in words: "analyst, NOC, tier 2 at Retail until 2026-12-01". @param where "all clients", a group or a client */
export function grantWords({ role, discipline, tier, expiresAt }: Wording, where: string): string {
  const duty = discipline === "both" ? [] : [discipline.toUpperCase()]
  const level = tier === null ? [] : [`tier ${tier}`]
  const end = expiresAt ? ` until ${expiresAt.toString().slice(0, 10)}` : ""
  return `${[role, ...duty, ...level].join(", ")} at ${where}${end}`
}

export const methodWords = {
  password: "password",
  totp: "authenticator app",
  recovery: "recovery code",
  passkey: "passkey",
  sso: "single sign-on",
} as const
