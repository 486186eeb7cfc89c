import { redirect } from "react-router"
import { findSession } from "./sessions.server.ts"
import type { FoundSession } from "./sessions.store.server.ts"

/** A proof of who one is counts this long for sensitive acts. */
export const freshMinutes = 15

/**
 * Lets a sensitive act go on when its person proved themselves lately: changing factors, addresses, roles, keys.
 *
 * @param back the page that asks again after the proof: a path of the portal
 * @throws a redirect to the step-up page
 */
export async function requireFresh(request: Request, back: string): Promise<void> {
  const found = await findSession(request)
  if (found && isFresh(found)) return
  throw redirect(`/sign-in/step-up?to=${encodeURIComponent(back)}`)
}

/** True while the last proof counts. A session that waits for its second factor has none. */
export function isFresh({ session }: FoundSession): boolean {
  const at = session.steppedUpAt?.epochMilliseconds ?? 0
  return !session.pending && Date.now() - at < freshMinutes * 60_000
}
