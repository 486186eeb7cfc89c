import { notFound } from "#app/kernel/errors.ts"
import type { SourceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { endListener, type KeptListener, selectKept } from "./listeners.store.server.ts"

/** Closes a listener: its connections end, its mailbox is gone. Its port stays this client's. @throws DomainError `not_found` */
export async function removeListener(
  t: TenantTx<"sources.manage" | "sources.read">,
  sourceId: SourceId,
  id: string,
): Promise<void> {
  const listener = await readKept(t, sourceId, id)
  await endListener(t, listener, t.now)
  const { kind, port, certificateHash } = listener
  await recordAudit(t, {
    action: "source.remove-listener",
    targetId: sourceId,
    before: { listener: id, kind, port, certificateHash },
  })
}

/** @throws DomainError `not_found`, also for a listener of another source */
export async function readKept(
  t: TenantTx<"sources.manage" | "sources.read">,
  sourceId: SourceId,
  id: string,
): Promise<KeptListener> {
  const listener = (await selectKept(t)).find((each) => each.id === id && each.source === sourceId)
  if (!listener) throw notFound("Listener")
  return listener
}
