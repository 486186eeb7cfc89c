import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { inIdentity } from "#db/identity.ts"
import { checkPassword } from "./passwords.server.ts"
import { type Person, personOf } from "./principal.ts"
import { createSession, endSession } from "./sessions.server.ts"
import { isBarred } from "./sso/route.server.ts"
import { selectGrantsOf } from "./sessions.store.server.ts"
import { findPerson } from "./staff.server.ts"

/** Signs somebody in by address and password, and records it; null and a record of the refusal where they do not fit. */
export async function signIn(
  email: string,
  password: string,
): Promise<{ readonly person: Person; readonly cookie: string } | null> {
  const user = await checkPassword(email, password)
  // Asked whether the password is right or not: the answer takes as long.
  const barred = await isBarred(email, user)
  if (!user || barred) {
    await inIdentity((tx) =>
      recordProviderAudit(tx, {
        actor: { kind: "nobody", name: "not signed in" },
        action: "session.create",
        result: "refused",
        after: {
          email: email.trim().toLowerCase(),
          ...(barred ? { why: "single sign-on is required" } : {}),
        },
      }),
    )
    return null
  }
  const cookie = await createSession(user.id, { methods: ["password"] })
  const person = await inIdentity(async (tx) => personOf(user, await selectGrantsOf(tx, user.id)))
  await recordOf(person, "session.create")
  return { person, cookie }
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
