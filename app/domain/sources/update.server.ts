import type { SourceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { readSource } from "./read.server.ts"
import type { SourceChange } from "./source.ts"
import { updateSourceRow } from "./store.server.ts"

/** Renames a feed, changes its limits, pauses it or lets it go on. A paused feed's deliveries are refused with 401. */
export async function updateSource(
  t: TenantTx<"sources.manage" | "sources.read">,
  id: SourceId,
  change: SourceChange,
): Promise<void> {
  const { name, enabled, ratePerSecond, burst } = await readSource(t, id)
  await updateSourceRow(t, id, change)
  await recordAudit(t, {
    action: "source.update",
    targetId: id,
    before: { name, enabled, ratePerSecond, burst },
    after: change,
  })
}
