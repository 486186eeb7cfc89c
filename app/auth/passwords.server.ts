import { hash, verify } from "@node-rs/argon2"
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
  const user = await inIdentity((tx) => selectUserByEmail(tx, email.trim().toLowerCase()))
  decoy ??= hashPassword("nobody has this password")
  const stored = user?.passwordHash ?? (await decoy)
  const right = await verifyPassword(stored, password)
  return right && user?.passwordHash && !user.disabledAt ? user : null
}
