import type { DeliveryId, SourceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { readSource } from "../sources/read.server.ts"
import { type ReplayChoice, replayStep } from "./replay.ts"
import { insertReplays, selectStep } from "./replay.store.server.ts"

export type Replayed = {
  /** Deliveries put into the inbox again by this step. */
  readonly count: number
  /** Where the next step starts; null when all are done. */
  readonly next: DeliveryId | null
}

/**
 * Puts deliveries of a source that made no alert back at the front of the pipeline, one step of a bounded size at a time.
 * They go the way of any delivery, marked as replayed: what comes of them has no clock and calls nobody.
 *
 * A delivery may be replayed as often as one likes. It counts once: while it waits it is not put in again, and once it
 * has been processed it is no longer chosen.
 *
 * @param after where the step before ended; null for the first
 * @throws DomainError `not_found` for a source out of reach or deleted
 */
export async function replayDeliveries(
  t: TenantTx<"sources.manage" | "sources.read">,
  sourceId: SourceId,
  choice: ReplayChoice,
  after: DeliveryId | null,
  step: number = replayStep,
): Promise<Replayed> {
  await readSource(t, sourceId)
  const { ids, next } = await selectStep(t, sourceId, choice, after, step)
  const put = await insertReplays(t, sourceId, ids)
  if (put.length > 0)
    await recordAudit(t, {
      action: "source.replay",
      targetId: sourceId,
      after: { choice, count: put.length, first: put[0] },
    })
  return { count: put.length, next }
}
