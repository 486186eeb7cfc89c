import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { err, ok, type Result } from "#app/kernel/result.ts"
import { inIdentity } from "#db/identity.ts"
import { type Entered, enter } from "./enter.server.ts"
import { takePasskey } from "./factors/take-passkey.server.ts"
import { noteSignIn, noteStranger, type RefusalClass } from "./note-sign-in.server.ts"
import { weighPassword } from "./passwords.server.ts"
import type { Person } from "./principal.ts"
import { endSession } from "./sessions.server.ts"
import type { UserRow } from "./sessions.store.server.ts"
import { isBarred } from "./sso/route.server.ts"
import { findPerson } from "./staff.server.ts"
import { returnTry, takeTry } from "./tries.server.ts"
import { waitText } from "./tries.ts"

/** Why somebody is not let in, in words that are the same for known and unknown people. */
export type SignInProblem = {
  readonly text: string
  /** Seconds to wait, where there were too many tries. */
  readonly wait?: number
}

/** Signs somebody in by address and password, as far as these go; records it either way. */
export async function signIn(
  request: Request,
  email: string,
  password: string,
): Promise<Result<Entered, SignInProblem>> {
  const account = email.trim().toLowerCase()
  const wait = await takeTry("password", account)
  if (wait > 0) {
    await refuse({ why: "too_many_tries", user: null }, account)
    return err({ text: waitText(wait), wait })
  }
  const weighed = await weighPassword(account, password)
  // Asked whether the password is right or not: the answer takes as long.
  const barred = await isBarred(account, weighed.ok ? weighed.value : weighed.error.user)
  if (!weighed.ok || barred) {
    await refuse(weighed.ok ? { why: "sso_required", user: weighed.value } : weighed.error, account)
    return err({ text: "This address and password do not belong together." })
  }
  await returnTry("password", account)
  return ok(await enter(request, weighed.value, ["password"]))
}

/** Signs in whoever holds a passkey: the key and what unlocks it are two factors already. */
export async function signInWithPasskey(
  request: Request,
  answer: string,
): Promise<Result<Entered, SignInProblem>> {
  const used = await inIdentity((tx) => takePasskey(tx, { request, text: answer }, null))
  const barred = used.ok && (await isBarred(used.value.email, used.value))
  if (used.ok && !barred) return ok(await enter(request, used.value, ["passkey"]))
  await refuse(used.ok ? { why: "sso_required", user: used.value } : used.error, null)
  return err({
    text:
      !used.ok && used.error.why === "too_late"
        ? "That took too long. Try your passkey again."
        : "This passkey opens nothing here. Sign in with your password.",
  })
}

type Refused = { readonly why: RefusalClass; readonly user: UserRow | null }

function refuse({ why, user }: Refused, email: string | null): Promise<void> {
  return inIdentity((tx) =>
    user && email === null
      ? noteSignIn(tx, user, "session.create", { refused: why })
      : noteStranger(tx, why, email),
  )
}

/** Ends the request's session, if it has one; gives the Set-Cookie line that clears the browser's copy. */
export async function signOut(request: Request): Promise<string> {
  const person = await findPerson(request)
  const cookie = await endSession(request)
  if (person) await recordEnd(person)
  return cookie
}

function recordEnd({ actor, userId, clientId }: Person): Promise<void> {
  return inIdentity((tx) =>
    recordProviderAudit(tx, {
      actor,
      action: "session.end",
      targetId: userId,
      ...(clientId ? { clientId } : {}),
    }),
  )
}
