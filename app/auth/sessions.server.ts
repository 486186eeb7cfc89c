import { type Adapter, Lucia, TimeSpan } from "lucia"
import { env } from "#app/env.server.ts"
import type { UserId as PersonId } from "#app/kernel/ids.ts"
import { Temporal } from "#app/kernel/time.ts"
import { inIdentity } from "#db/identity.ts"
import { sha256 } from "./secrets.ts"
import {
  deleteSessions,
  insertSession,
  selectSessionAndUser,
  selectSessionsOf,
  updateSessionExpiry,
  type UserRow,
} from "./store.server.ts"

/*
 * The one file that knows lucia. To leave it: createSession becomes 25 random bytes and insertSession, findSession
 * becomes selectSessionAndUser with the expiry check, and the cookie one Set-Cookie line.
 */
declare module "lucia" {
  interface Register {
    Lucia: ReturnType<typeof makeLucia>
    DatabaseUserAttributes: { row: UserRow }
    UserId: PersonId
  }
}

const toInstant = (date: Date) => Temporal.Instant.fromEpochMilliseconds(date.getTime())
const toDate = (at: Temporal.Instant) => new Date(at.epochMilliseconds)

/** Only the SHA-256 of a session id reaches the database: a stolen table signs nobody in. */
const adapter: Adapter = {
  async getSessionAndUser(sessionId) {
    const found = await inIdentity((tx) => selectSessionAndUser(tx, sha256(sessionId)))
    if (!found) return [null, null]
    const { session, user } = found
    return [
      { id: sessionId, userId: user.id, expiresAt: toDate(session.expiresAt), attributes: {} },
      { id: user.id, attributes: { row: user } },
    ]
  },
  async getUserSessions(userId) {
    const rows = await inIdentity((tx) => selectSessionsOf(tx, userId))
    return rows.map((row) => ({ id: row.idHash, userId, expiresAt: toDate(row.expiresAt), attributes: {} }))
  },
  async setSession({ id, userId, expiresAt }) {
    await inIdentity((tx) =>
      insertSession(tx, { idHash: sha256(id), userId, createdAt: tx.now, expiresAt: toInstant(expiresAt) }),
    )
  },
  async updateSessionExpiration(sessionId, expiresAt) {
    await inIdentity((tx) => updateSessionExpiry(tx, sha256(sessionId), toInstant(expiresAt)))
  },
  async deleteSession(sessionId) {
    await inIdentity((tx) => deleteSessions(tx, { idHash: sha256(sessionId) }))
  },
  async deleteUserSessions(userId) {
    await inIdentity((tx) => deleteSessions(tx, { userId }))
  },
  async deleteExpiredSessions() {
    await inIdentity((tx) => deleteSessions(tx, { expiredAt: tx.now }))
  },
}

function makeLucia() {
  // __Host- pins the cookie to this origin; browsers accept the prefix over https only.
  const secure = env().origin.startsWith("https:")
  return new Lucia(adapter, {
    sessionExpiresIn: new TimeSpan(12, "h"),
    sessionCookie: {
      name: secure ? "__Host-session" : "session",
      attributes: { secure, sameSite: "lax", path: "/" },
    },
    getUserAttributes: ({ row }) => ({ row }),
  })
}

let made: ReturnType<typeof makeLucia> | undefined
const lucia = () => (made ??= makeLucia())

/** Signs a user in: a fresh session, and the Set-Cookie line that carries it. */
export async function createSession(userId: PersonId): Promise<string> {
  const session = await lucia().createSession(userId, {})
  return lucia().createSessionCookie(session.id).serialize()
}

/** Who the request's cookie belongs to, and a Set-Cookie line when the session was just prolonged. */
export async function findSession(
  request: Request,
): Promise<{ readonly user: UserRow; readonly prolong: string | null } | null> {
  const id = lucia().readSessionCookie(request.headers.get("cookie") ?? "")
  if (!id) return null
  const { session, user } = await lucia().validateSession(id)
  if (!session) return null
  return { user: user.row, prolong: session.fresh ? lucia().createSessionCookie(id).serialize() : null }
}

/** Ends the request's session; gives the Set-Cookie line that clears the browser's copy. */
export async function endSession(request: Request): Promise<string> {
  const id = lucia().readSessionCookie(request.headers.get("cookie") ?? "")
  if (id) await lucia().invalidateSession(id)
  return lucia().createBlankSessionCookie().serialize()
}

/** Removes sessions nobody can use any more. */
export async function deleteExpiredSessions(): Promise<void> {
  await lucia().deleteExpiredSessions()
}
