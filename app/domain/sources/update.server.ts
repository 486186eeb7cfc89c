import type { SourceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { readSource } from "./read.server.ts"
import { mustBeExpected } from "./silence.ts"
import type { SourceChange } from "./source.ts"
import { updateSourceRow } from "./store.server.ts"

/**
 * Renames a feed, changes its limits and how often it is expected, pauses it or lets it go on. A paused feed's deliveries
 * are refused with 401.
 *
 * @throws DomainError `invalid` for a heartbeat that is expected no more
 */
export async function updateSource(
  t: TenantTx<"sources.manage" | "sources.read">,
  id: SourceId,
  change: SourceChange,
): Promise<void> {
  const { adapter, name, enabled, ratePerSecond, burst, expectedEverySeconds } = await readSource(t, id)
  if (change.expectedEverySeconds !== undefined) mustBeExpected(adapter, change.expectedEverySeconds)
  await updateSourceRow(t, id, change)
  await recordAudit(t, {
    action: "source.update",
    targetId: id,
    before: { name, enabled, ratePerSecond, burst, expectedEverySeconds },
    after: change,
  })
}
