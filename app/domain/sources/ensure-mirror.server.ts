import { conflict, notFound } from "#app/kernel/errors.ts"
import { newId, type SourceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { readClientState } from "../clients/provider.server.ts"
import type { SourceView } from "./source.ts"
import { insertSource, lockMirrors, selectMirror } from "./store.server.ts"

/**
 * The source that stands for a shared one at this client, so that its alerts have a source of their own tenant: made the
 * first time. It has no credential; nothing can deliver to it.
 *
 * @throws DomainError `not_found` for the provider's own tenant; `conflict` for a client that is suspended
 */
export async function ensureMirror(
  t: TenantTx<"sources.manage" | "sources.read">,
  shared: Pick<SourceView, "id" | "name" | "adapter">,
): Promise<SourceId> {
  const client = await readClientState(t)
  if (!client || client.isProvider) throw notFound("Client")
  if (client.status !== "active")
    throw conflict(`${client.name} is suspended: its events stay unrouted until it is active again.`)
  await lockMirrors(t)
  const known = await selectMirror(t, shared.id)
  if (known) return known
  const id = newId<"source">()
  await insertSource(t, {
    id,
    name: shared.name,
    adapter: shared.adapter,
    ratePerSecond: 1,
    burst: 1,
    mirrorOf: shared.id,
    createdAt: t.now,
  })
  await recordAudit(t, {
    action: "source.mirror",
    targetId: id,
    after: { name: shared.name, adapter: shared.adapter, mirrorOf: shared.id },
  })
  return id
}
