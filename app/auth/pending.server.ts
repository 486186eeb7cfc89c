import { redirect } from "react-router"
import { instantNow } from "#app/kernel/time.ts"
import { homeOf } from "./home.ts"
import { personOf } from "./principal.ts"
import { findSession } from "./sessions.server.ts"
import type { FoundSession } from "./sessions.store.server.ts"
import { requirePerson } from "./staff.server.ts"

/** The session between the first factor and the second. @throws a redirect: to sign in, or home for who is in already */
export async function requirePending(request: Request): Promise<FoundSession> {
  const found = await findSession(request)
  if (!found) throw redirect("/sign-in")
  if (!found.session.pending) throw redirect(homeOfFound(found))
  return found
}

/** The whole session of somebody at work on their own account. @throws a redirect to the sign-in page that leads back */
export async function requireOwnSession(request: Request): Promise<FoundSession> {
  await requirePerson(request)
  const found = await findSession(request)
  if (found) return found
  throw redirect("/sign-in")
}

/** The first page of somebody's work. */
export function homeOfFound({ user, grants }: FoundSession): string {
  return homeOf(personOf(user, grants, instantNow()))
}
