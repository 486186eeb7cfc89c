import type { SignInMethod } from "#db/schema/identity.ts"
import { type IdentityTx, inIdentity } from "#db/identity.ts"
import { dueAfterPassword } from "./factors/factors.ts"
import { mustHaveSecond, readFactors } from "./factors/read.server.ts"
import { noteSignedIn } from "./factors/store.server.ts"
import { noteSignIn } from "./note-sign-in.server.ts"
import { type Person, personOf } from "./principal.ts"
import { addSession, endSession, replaceSession } from "./sessions.server.ts"
import { type FoundSession, selectGrantsOf, type UserRow } from "./sessions.store.server.ts"

/** Somebody with a session that is whole, or waits for what is due. */
export type Entered = {
  readonly cookie: string
  readonly due: "nothing" | "code" | "enrol"
  readonly person: Person
}

/**
 * Opens a session for somebody who has proved who they are, in place of the one the request came with. After a password it
 * is pending where a second factor is due or must be had; a passkey that verified its person is both factors.
 */
export async function enter(
  request: Request,
  user: UserRow,
  methods: readonly SignInMethod[],
): Promise<Entered> {
  await endSession(request)
  return inIdentity((tx) => enterWithin(tx, user, methods, {}))
}

export type Vouched = {
  /** True where whoever vouched asked for a second factor themselves: single sign-on that says so. */
  readonly isWhole?: boolean
  /** False where the proof may be an old one. */
  readonly fresh?: boolean
  /** What the audit notes besides. */
  readonly note?: object
}

/** The same within a change: who is linked by single sign-on is in, or is not linked at all. */
export async function enterWithin(
  tx: IdentityTx,
  user: UserRow,
  methods: readonly SignInMethod[],
  { isWhole = methods.includes("passkey"), fresh = true, note = {} }: Vouched,
): Promise<Entered> {
  const due = isWhole
    ? "nothing"
    : dueAfterPassword(await readFactors(tx, user.id), await mustHaveSecond(tx, user))
  const cookie = await addSession(tx, user.id, { methods, pending: due !== "nothing", fresh })
  if (due === "nothing") await noteEntered(tx, user, methods, note)
  else await noteSignIn(tx, user, "session.begin", { after: { methods, due, ...note } })
  return { cookie, due, person: personOf(user, await selectGrantsOf(tx, user.id), tx.now) }
}

/**
 * Makes a pending session whole, under a new id.
 *
 * @param methods all that was proved in it
 * @returns the Set-Cookie line, or null when the session has ended meanwhile
 */
export async function completeSession(
  tx: IdentityTx,
  request: Request,
  { user }: FoundSession,
  methods: readonly SignInMethod[],
): Promise<string | null> {
  const cookie = await replaceSession(tx, request, { methods, pending: false, steppedUpAt: tx.now })
  if (cookie) await noteEntered(tx, user, methods)
  return cookie
}

async function noteEntered(
  tx: IdentityTx,
  user: UserRow,
  methods: readonly SignInMethod[],
  note: object = {},
): Promise<void> {
  await noteSignedIn(tx, user.id)
  await noteSignIn(tx, user, "session.create", { after: { methods, ...note } })
}
