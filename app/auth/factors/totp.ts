import { Secret, TOTP } from "otpauth"

/** The name authenticator apps show. */
const issuer = "Watchfloor"
const periodSeconds = 30
/** Steps a clock may be off, either way. */
const window = 1

/** A new seed, base32: 160 bits, as long as the hash (RFC 4226, 4). */
export function newSeed(): string {
  return new Secret({ size: 20 }).base32
}

/**
 * The step a typed code belongs to, or null when it belongs to none near `now`. Whether that step was taken before is
 * for the row to say.
 *
 * @param now epoch milliseconds, the server's
 */
export function stepOf(typed: string, seed: string, now: number): number | null {
  const code = typed.replaceAll(/\s/g, "")
  if (!/^\d{6}$/.test(code)) return null
  const delta = generator(seed, "").validate({ token: code, timestamp: now, window })
  return delta === null ? null : Math.floor(now / 1000 / periodSeconds) + delta
}

/** The address a QR picture carries into an authenticator app. @param account what the app shows beside our name */
export function seedAddress(seed: string, account: string): string {
  return generator(seed, account).toString()
}

/** The seed as somebody types it, in groups of four. */
export function seedText(seed: string): string {
  return seed.match(/.{1,4}/g)?.join(" ") ?? seed
}

function generator(seed: string, label: string): TOTP {
  const secret = Secret.fromBase32(seed)
  return new TOTP({ issuer, label, secret, algorithm: "SHA1", digits: 6, period: periodSeconds })
}
