import { Secret, TOTP } from "otpauth"

/** What an authenticator app shows. @param at epoch milliseconds */
export function codeOf(seed: string, at = Date.now()): string {
  const secret = Secret.fromBase32(seed.replaceAll(" ", ""))
  return new TOTP({ secret, algorithm: "SHA1", digits: 6, period: 30 }).generate({ timestamp: at })
}
