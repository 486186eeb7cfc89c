import type { UserId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { inIdentity } from "#db/identity.ts"
import type { SignInMethod } from "#db/schema/identity.ts"
import { deviceWords } from "./device-words.ts"
import { selectSessionsOf } from "./sessions.store.server.ts"

/** A signed-in browser as its person sees it. */
export type SessionView = {
  readonly handle: string
  /** "Firefox on Linux", as far as the browser tells. */
  readonly device: string
  readonly address: string | null
  readonly methods: readonly SignInMethod[]
  readonly createdAt: Instant
  readonly lastSeenAt: Instant
  readonly isThisOne: boolean
}

/** Where somebody is signed in, last seen first. @param own the handle of the session that asks */
export async function listSessions(userId: UserId, own: string | null): Promise<SessionView[]> {
  const rows = await inIdentity((tx) => selectSessionsOf(tx, userId))
  return rows
    .filter((row) => !row.pending)
    .map(({ handle, userAgent, address, methods, createdAt, lastSeenAt }) => ({
      ...{ handle, address, methods, createdAt, lastSeenAt },
      device: deviceWords(userAgent),
      isThisOne: handle === own,
    }))
}
