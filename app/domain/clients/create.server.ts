import { conflict, notFound } from "#app/kernel/errors.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import type { ClientView, NewClient } from "./client.ts"
import { insertClient, selectClient } from "./store.server.ts"

/**
 * Adds a client: the tenant is the one of the transaction, minted for it.
 *
 * @throws DomainError `conflict` when its code is taken.
 */
export async function createClient(t: TenantTx<"clients.manage">, client: NewClient): Promise<ClientView> {
  if (!(await insertClient(t, client))) throw conflict(`The code ${client.code} is taken. Choose another.`)
  await recordAudit(t, { action: "client.create", targetId: t.scope.tenantId, after: client })
  const made = await selectClient(t, t.scope.tenantId)
  if (!made) throw notFound("Client")
  return made
}
