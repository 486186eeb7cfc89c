import { newId, type SourceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { canonicalAdapter, writeCanonical } from "../ingest/canonical-delivery.ts"
import { findAdapter } from "../ingest/registry.ts"
import { unroutedAlert } from "./announce-unrouted.ts"
import { countWaiting, putIn } from "./store.server.ts"
import type { UnroutedView } from "./unrouted.ts"

/** Clears the alert of every source of which nothing waits any more. */
export async function clearAlerts(
  t: TenantTx<"unrouted.settle">,
  settled: readonly UnroutedView[],
): Promise<void> {
  for (const [sourceId, [first]] of Map.groupBy(settled, ({ source }) => source.id)) {
    if (!first || (await countWaiting(t, sourceId)) > 0) continue
    await putIn(t, [clearing(t, sourceId, first)])
  }
}

function clearing(t: TenantTx<"unrouted.settle">, sourceId: SourceId, { source, adapter }: UnroutedView) {
  const discipline = findAdapter(adapter)?.discipline ?? "soc"
  const event = unroutedAlert({ name: source.name, discipline }, "resolved")
  return {
    id: newId<"delivery">(),
    sourceId,
    receivedAt: t.now,
    isReplay: false,
    body: writeCanonical({ adapter: canonicalAdapter, events: [event] }),
  }
}
