import { DomainError } from "#app/kernel/errors.ts"
import type { TenantTx } from "#db/tenant.ts"
import { hasUnreadable } from "./readable.store.server.ts"

/**
 * A chain leaves the portal whole or not at all: with holes it could not be checked.
 *
 * @throws DomainError `forbidden` at a client that has incidents which are need to know, for who may not read them
 */
export async function requireWhole(t: TenantTx<"audit.read">): Promise<void> {
  if (await hasUnreadable(t))
    throw new DomainError(
      "forbidden",
      "This client has incidents that the SOC marked need to know. Only the SOC exports its audit meanwhile.",
    )
}
