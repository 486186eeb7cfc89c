import { hash, verify } from "@node-rs/argon2"
import { err, ok, type Result } from "#app/kernel/result.ts"
import { inIdentity } from "#db/identity.ts"
import { normalisePassword } from "./password-rules.ts"
import type { UserRow } from "./sessions.store.server.ts"
import { selectUserByEmail } from "./store.server.ts"

/** Argon2id with the first parameters OWASP recommends: 19 MiB, two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Normalised first, so that one password typed on two keyboards is one password (NIST 800-63B). */
export function hashPassword(password: string): Promise<string> {
  return hash(normalisePassword(password), cost)
}

/** True when this is the password behind the hash. */
export function verifyPassword(stored: string, password: string): Promise<boolean> {
  return verify(stored, normalisePassword(password)).catch(() => false)
}

/** A hash nobody's password has: checked for unknown addresses, so that they take as long as known ones. */
let decoy: Promise<string> | undefined

/** The user with this address and password, or null. Unknown address and wrong password take the same time. */
export async function checkPassword(email: string, password: string): Promise<UserRow | null> {
  const weighed = await weighPassword(email, password)
  return weighed.ok ? weighed.value : null
}

type Refused = { readonly why: PasswordRefusal; readonly user: UserRow | null }
type PasswordRefusal = "unknown_address" | "no_password" | "wrong_password" | "disabled"

/** The same, with the reason: for the audit, never for the person. */
export async function weighPassword(email: string, password: string): Promise<Result<UserRow, Refused>> {
  const user = (await inIdentity((tx) => selectUserByEmail(tx, email.trim().toLowerCase()))) ?? null
  const right = await isPassword(user?.passwordHash ?? null, password)
  if (!user) return err({ why: "unknown_address", user })
  if (!user.passwordHash) return err({ why: "no_password", user })
  if (!right) return err({ why: "wrong_password", user })
  return user.disabledAt ? err({ why: "disabled", user }) : ok(user)
}

/** True when this is the password behind the hash. Where there is none it takes as long, and is false. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword("nobody has this password")
  const stored = passwordHash ?? (await decoy)
  const right = await verifyPassword(stored, password)
  return right && passwordHash !== null
}
