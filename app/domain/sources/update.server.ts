import type { SourceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { readSource } from "./read.server.ts"
import { mustBeExpected } from "./silence.ts"
import type { SourceChange, SourceView } from "./source.ts"
import { updateSourceRow } from "./store.server.ts"

/**
 * Renames a feed, changes its limits, how often it is expected and how its signals become alerts, pauses it or lets it go
 * on. A paused feed's deliveries are refused with 401.
 *
 * @throws DomainError `invalid` for a heartbeat that is expected no more
 */
export async function updateSource(
  t: TenantTx<"sources.manage" | "sources.read">,
  id: SourceId,
  change: SourceChange,
): Promise<void> {
  const source = await readSource(t, id)
  if (change.expectedEverySeconds !== undefined) mustBeExpected(source.adapter, change.expectedEverySeconds)
  await updateSourceRow(t, id, change)
  await recordAudit(t, {
    action: "source.update",
    targetId: id,
    before: asItWas(source, change),
    after: change,
  })
}

/** What is about to change, as plain values. */
function asItWas(source: SourceView, change: SourceChange): object {
  const { learningUntil, ...rest } = source
  const before = { ...rest, learningUntil: learningUntil?.toString() ?? null }
  return Object.fromEntries(Object.entries(before).filter(([name]) => Object.hasOwn(change, name)))
}
