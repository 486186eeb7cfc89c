import { type Person, personOf } from "#app/auth/principal.ts"
import { newId } from "#app/kernel/ids.ts"
import type { ProviderRole } from "#app/kernel/permission.ts"
import type { Reach } from "#app/kernel/scope.ts"
import { instantNow } from "#app/kernel/time.ts"

/** A member of staff with one grant, as a guard sees them: for tests that go through the guards. */
export function staffOf(
  reach: Reach,
  role: ProviderRole = "analyst",
  discipline: "noc" | "soc" | "both" = "both",
): Person {
  const user = { id: newId<"user">(), name: "Ivo", email: "ivo@x.example", role: null, clientId: null }
  return personOf(user, [{ id: "g", role, discipline, reach, expiresAt: null }], instantNow())
}
