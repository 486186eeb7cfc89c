import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { inIdentity } from "#db/identity.ts"
import { checkPassword } from "./passwords.server.ts"
import { type Person, personOf } from "./principal.ts"
import { createSession, endSession } from "./sessions.server.ts"
import { selectGrantsOf } from "./sessions.store.server.ts"
import { signInLimit } from "./sign-in-limit.server.ts"
import { findPerson } from "./staff.server.ts"

/** What came of trying to sign in: in, wrong, or too often within a short time. */
export type SignedIn =
  | { readonly kind: "in"; readonly person: Person; readonly cookie: string }
  | { readonly kind: "wrong" }
  | { readonly kind: "wait"; readonly seconds: number }

/** Signs somebody in by address and password. What was refused is recorded as well, as nobody's. */
export async function signIn(email: string, password: string): Promise<SignedIn> {
  const address = email.trim().toLowerCase()
  const seconds = signInLimit.take(address, Date.now())
  if (seconds > 0) {
    await recordRefusal(address, { reason: "too many tries", oncePerHour: address })
    return { kind: "wait", seconds }
  }
  const user = await checkPassword(address, password)
  if (!user) {
    await recordRefusal(address, { reason: "address and password do not belong together" })
    return { kind: "wrong" }
  }
  const cookie = await createSession(user.id, { methods: ["password"] })
  const person = await inIdentity(async (tx) => personOf(user, await selectGrantsOf(tx, user.id), tx.now))
  await recordOf(person, "session.create")
  return { kind: "in", person, cookie }
}

/** Ends the request's session, if it has one; gives the Set-Cookie line that clears the browser's copy. */
export async function signOut(request: Request): Promise<string> {
  const person = await findPerson(request)
  const cookie = await endSession(request)
  if (person) await recordOf(person, "session.end")
  return cookie
}

function recordOf(person: Person, action: "session.create" | "session.end"): Promise<void> {
  const { actor, userId, clientId } = person
  return inIdentity((tx) =>
    recordProviderAudit(tx, { actor, action, targetId: userId, ...(clientId ? { clientId } : {}) }),
  )
}

function recordRefusal(
  email: string,
  why: { readonly reason: string; readonly oncePerHour?: string },
): Promise<void> {
  const actor = { kind: "nobody", name: "not signed in" } as const
  return inIdentity((tx) =>
    recordProviderAudit(tx, { actor, action: "session.create", result: "refused", after: { email }, ...why }),
  )
}
