import { type Adapter, generateIdFromEntropySize, Lucia, TimeSpan } from "lucia"
import { currentOrigin } from "#app/domain/audit/origin.server.ts"
import { env } from "#app/env.server.ts"
import { newId, type UserId as PersonId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { SignInMethod, StoredViewAs } from "#db/schema/identity.ts"
import { type IdentityTx, inIdentity } from "#db/identity.ts"
import { sha256 } from "./secrets.ts"
import * as store from "./sessions.store.server.ts"

/*
 * The one file that knows lucia. To leave it: readSessionCookie and the two cookie lines become a regular expression and
 * one Set-Cookie line each; everything else asks our own store. Idle and absolute ends are ours: lucia has no second one.
 */
declare module "lucia" {
  interface Register {
    Lucia: ReturnType<typeof makeLucia>
    UserId: PersonId
    DatabaseSessionAttributes: { found: store.FoundSession }
  }
}

/** How long a browser keeps the cookie; how long it is worth anything is the policy's say. */
const cookieLife = new TimeSpan(30, "d")

/** Only the SHA-256 of a session id reaches the database: a stolen table signs nobody in. */
const adapter: Adapter = {
  async getSessionAndUser(sessionId) {
    const found = await inIdentity((tx) => store.selectLiveSession(tx, sha256(sessionId)))
    if (!found) return [null, null]
    // Never "fresh" in lucia's eyes: prolonging is done in `findSession`, within both limits.
    const expiresAt = new Date(Date.now() + cookieLife.milliseconds())
    const { id } = found.user
    return [
      { id: sessionId, userId: id, expiresAt, attributes: { found } },
      { id, attributes: {} },
    ]
  },
  deleteSession: (sessionId) => inIdentity((tx) => store.deleteSession(tx, sha256(sessionId))),
  deleteUserSessions: (userId) => inIdentity((tx) => store.deleteSessionsOf(tx, userId, null)),
  deleteExpiredSessions: () => inIdentity((tx) => store.deleteEndedSessions(tx)),
  getUserSessions: notUsed,
  setSession: notUsed,
  updateSessionExpiration: notUsed,
}

/* v8 ignore next */
function notUsed(): never {
  throw new Error("lucia is not asked for this")
}

function makeLucia() {
  // __Host- pins the cookie to this origin; browsers accept the prefix over https only.
  const secure = env().origin.startsWith("https:")
  return new Lucia(adapter, {
    sessionExpiresIn: cookieLife,
    sessionCookie: {
      name: secure ? "__Host-session" : "session",
      attributes: { secure, sameSite: "lax", path: "/" },
    },
    getSessionAttributes: ({ found }) => ({ found }),
  })
}

let made: ReturnType<typeof makeLucia> | undefined
const lucia = () => (made ??= makeLucia())

/** What is known of how a session came about. */
export type NewSession = {
  readonly methods: readonly SignInMethod[]
  /** True between the first factor and the second. */
  readonly pending?: boolean
  /** False where the proof may be an old one: sensitive acts then ask for a new one. */
  readonly fresh?: boolean
}

/** Signs a user in: a fresh session of 200 random bits, and the Set-Cookie line that carries it. */
export function createSession(userId: PersonId, how: NewSession): Promise<string> {
  return inIdentity((tx) => addSession(tx, userId, how))
}

/** The same within a change: an invitation that is accepted signs in, or is not accepted at all. */
export async function addSession(tx: IdentityTx, userId: PersonId, how: NewSession): Promise<string> {
  const id = newSessionId()
  const { address, userAgent } = currentOrigin() ?? {}
  await store.insertSession(tx, {
    idHash: sha256(id),
    handle: newId(),
    userId,
    address: address ?? null,
    userAgent: userAgent ?? null,
    methods: how.methods,
    pending: how.pending ?? false,
    steppedUpAt: how.pending || how.fresh === false ? null : tx.now,
  })
  return cookieOf(id)
}

/** The live session of the request's cookie, with its person. Idle time starts anew unless `quiet`: a stream is no use. */
export async function findSession(
  request: Request,
  { quiet = false }: { readonly quiet?: boolean } = {},
): Promise<store.FoundSession | null> {
  const id = idOf(request)
  if (!id) return null
  const { session } = await lucia().validateSession(id)
  if (!session) return null
  if (!quiet && store.isWorthTouching(session.found.session))
    await inIdentity((tx) => store.touchSession(tx, sha256(id)))
  return session.found
}

/** What changes when somebody proves more than before, or looks with other eyes. */
export type SessionChange = {
  readonly methods?: readonly SignInMethod[]
  readonly pending?: boolean
  readonly steppedUpAt?: Instant
  readonly viewAs?: StoredViewAs | null
}

/**
 * Changes the request's session and gives it a new id: who knew the old one has nothing (ASVS 7.2.4).
 *
 * @returns the Set-Cookie line, or null when there was no session
 */
export async function replaceSession(
  tx: IdentityTx,
  request: Request,
  change: SessionChange,
): Promise<string | null> {
  const old = idOf(request)
  if (!old) return null
  const id = newSessionId()
  return (await store.updateSession(tx, sha256(old), { ...change, idHash: sha256(id) })) ? cookieOf(id) : null
}

/** Notes what more was proved in the request's session, which stays what it is otherwise. @returns false when it has ended */
export async function noteMethods(
  tx: IdentityTx,
  request: Request,
  methods: readonly SignInMethod[],
): Promise<boolean> {
  const id = idOf(request)
  return id ? store.updateSession(tx, sha256(id), { methods }) : false
}

/** Ends the request's session; gives the Set-Cookie line that clears the browser's copy. */
export async function endSession(request: Request): Promise<string> {
  const id = idOf(request)
  if (id) await lucia().invalidateSession(id)
  return lucia().createBlankSessionCookie().serialize()
}

/** Removes sessions nobody can use any more. */
export async function deleteExpiredSessions(): Promise<void> {
  await lucia().deleteExpiredSessions()
}

const newSessionId = () => generateIdFromEntropySize(25)
const cookieOf = (id: string) => lucia().createSessionCookie(id).serialize()

/** A cookie that is wrongly encoded is none: whoever sends it is not signed in. */
function idOf(request: Request): string | null {
  try {
    return lucia().readSessionCookie(request.headers.get("cookie") ?? "")
  } catch {
    return null
  }
}
