import { redirect } from "react-router"
import { findSession } from "./sessions.server.ts"

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
  const at = found?.session.steppedUpAt?.epochMilliseconds ?? 0
  if (Date.now() - at < freshMinutes * 60_000) return
  throw redirect(`/sign-in/step-up?to=${encodeURIComponent(back)}`)
}
