import { notFound } from "#app/kernel/errors.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import type { ClientChange, ClientView } from "./client.ts"
import { selectClient, selectState, updateClient as write } from "./store.server.ts"

/** Changes what is known of a client. @throws DomainError `not_found`. */
export async function updateClient(t: TenantTx<"clients.manage">, change: ClientChange): Promise<ClientView> {
  const before = await selectClient(t, t.scope.tenantId)
  if (!before || (await selectState(t))?.isProvider) throw notFound("Client")
  await write(t, change)
  await recordAudit(t, {
    action: "client.update",
    targetId: t.scope.tenantId,
    before: { name: before.name, timeZone: before.timeZone, status: before.status },
    after: change,
  })
  return (await selectClient(t, t.scope.tenantId)) ?? before
}
