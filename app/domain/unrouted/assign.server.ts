import { conflict } from "#app/kernel/errors.ts"
import type { DeliveryId, SourceId, TenantId } from "#app/kernel/ids.ts"
import { secondsBetween } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { writeCanonical } from "../ingest/canonical-delivery.ts"
import { clearAlerts } from "./clear-alert.server.ts"
import { lockWaiting, markAssigned, markSettled, putIn } from "./store.server.ts"
import { quietAfterSeconds, type UnroutedView } from "./unrouted.ts"

/*
 * An event crosses from the provider's tenant into a client's, and no transaction sees both. So it takes three: it is said
 * and recorded where the event goes; it is put in there, under an id that is put in once; it is settled. Whatever is cut off
 * in between is done by doing the whole again, to the same client.
 */

/**
 * Says where events go, and writes it down before the client could see anything of them.
 *
 * @param wanted events of one shared source
 * @returns those that go there, also ones an earlier try had sent on their way
 * @throws DomainError `conflict` when none of them waits any more, or all are on their way to somebody else
 */
export async function sendUnrouted(
  t: TenantTx<"unrouted.settle">,
  wanted: { readonly ids: readonly string[]; readonly sourceId: SourceId; readonly clientId: TenantId },
): Promise<readonly UnroutedView[]> {
  const { ids, sourceId, clientId } = wanted
  const waiting = (await lockWaiting(t, ids)).filter(({ source }) => source.id === sourceId)
  const going = waiting.filter((event) => event.assignedTo === null || event.assignedTo === clientId)
  if (going.length === 0)
    throw conflict(
      waiting.length > 0
        ? "They are on their way to another client already."
        : "Somebody has settled these already.",
    )
  const sent = going.map(({ id }) => id)
  await markAssigned(t, sent, clientId)
  await recordAudit(t, {
    action: "unrouted.assign",
    targetId: clientId,
    after: { clientId, count: sent.length, events: sent },
  })
  return going
}

/**
 * Takes events into the client as deliveries of the source that stands for the shared one there, each exactly once. They are
 * as old as they are, and quiet when that is more than an hour.
 */
export async function takeInUnrouted(
  t: TenantTx<"unrouted.settle">,
  mirrorId: SourceId,
  events: readonly UnroutedView[],
): Promise<void> {
  const deliveries = events.map(({ id, receivedAt, adapter, event }) => ({
    id: id as DeliveryId,
    sourceId: mirrorId,
    receivedAt,
    isReplay: secondsBetween(receivedAt, t.now) > quietAfterSeconds,
    body: writeCanonical({ adapter, events: [event] }),
  }))
  const count = await putIn(t, deliveries)
  if (count > 0)
    await recordAudit(t, {
      action: "unrouted.take-in",
      targetId: t.scope.tenantId,
      after: { count, deliveries: deliveries.map(({ id }) => id) },
    })
}

/** The events have arrived: they wait no longer. */
export async function settleUnrouted(
  t: TenantTx<"unrouted.settle">,
  events: readonly UnroutedView[],
  clientId: TenantId,
): Promise<void> {
  const ids = events.map(({ id }) => id)
  await lockWaiting(t, ids)
  await markSettled(t, ids, clientId)
  await clearAlerts(t, events)
}
