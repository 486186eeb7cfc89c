import { type Instant, instant, isBefore } from "#app/kernel/time.ts"
import type { StoredViewAs } from "#db/schema/identity.ts"
import { permissionsAt } from "./access.ts"
import { clientPower, type Person, type Viewing, withUnion } from "./principal.ts"

/** The view a session is in; null when it is over, or when its person may no longer look there. */
export function viewingOf(stored: StoredViewAs | null, staff: Person, now: Instant): Viewing | null {
  if (!stored) return null
  const { clientId, reason } = stored
  const until = instant(stored.until)
  if (!isBefore(now, until) || !permissionsAt(staff, clientId).has("view-as.use")) return null
  return { clientId, reason, until }
}

/** The person as the portal of the client sees them: its manager's permissions there, none of their own anywhere. */
export function viewerOf(staff: Person, viewing: Viewing): Person {
  const { clientId } = viewing
  return { ...staff, clientId, viewing, ...withUnion([clientPower("manager", clientId)]) }
}
