import type { Person } from "#app/auth/principal.ts"
import { personOf } from "#app/auth/principal.ts"
import { newId, type TenantId } from "#app/kernel/ids.ts"
import type { ProviderRole } from "#app/kernel/permission.ts"
import { instantNow } from "#app/kernel/time.ts"

/** Somebody of the provider as a guard would know them, over all clients or these. */
export function staff(role: ProviderRole, reach: "all" | readonly TenantId[] = "all"): Person {
  const id = newId<"user">()
  const person = { id, name: `A ${role}`, email: `${id}@staff.example`, role: null, clientId: null }
  return personOf(person, [{ id: newId(), role, discipline: "both", reach, expiresAt: null }], instantNow())
}
