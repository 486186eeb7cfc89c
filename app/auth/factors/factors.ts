/** What somebody has besides a password. */
export type Factors = {
  readonly hasAuthenticator: boolean
  readonly passkeys: number
  /** Recovery codes that are left. */
  readonly recoveryCodes: number
}

/** The ways of proving oneself once more. */
export const ways = ["code", "passkey", "recovery", "password"] as const
export type Way = (typeof ways)[number]

/** Recovery codes alone are no factor: they stand in for one. */
export function hasSecond({ hasAuthenticator, passkeys }: Factors): boolean {
  return hasAuthenticator || passkeys > 0
}

/** The ways open to somebody, best first: with a second factor never the password alone. */
export function waysOf(factors: Factors, hasPassword: boolean): readonly Way[] {
  if (!hasSecond(factors)) return hasPassword ? ["password"] : []
  return [
    ...(factors.hasAuthenticator ? (["code"] as const) : []),
    ...(factors.passkeys > 0 ? (["passkey"] as const) : []),
    ...(factors.recoveryCodes > 0 ? (["recovery"] as const) : []),
  ]
}

/** What is due after a right password: nothing, the second factor, or having one made. */
export function dueAfterPassword(factors: Factors, mustHave: boolean): "nothing" | "code" | "enrol" {
  if (hasSecond(factors)) return "code"
  return mustHave ? "enrol" : "nothing"
}
