import type { TenantId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { BoundVersion } from "./binding.ts"
import { selectBindings } from "./store.server.ts"

/** What was bound to the clients in reach, ever, newest first. @param client only of this one */
export function listBindings(
  t: ReadTx<"sla.read">,
  client: TenantId | null = null,
): Promise<readonly BoundVersion[]> {
  return selectBindings(t, client)
}
