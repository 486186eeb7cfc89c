import type { IncidentId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { RecordEvent } from "../sla/clock/record-event.ts"
import { happened } from "../sla/record/happen.server.ts"
import { readHistory } from "../sla/record/read.server.ts"
import { openingOf, termsKept } from "./merged-terms.ts"

/** What of a merged incident is the survivor's as well: that it was there, was owed an answer, and got one. */
const inherited: ReadonlySet<RecordEvent["kind"]> = new Set([
  "opened",
  "actionable",
  "shown_to_client",
  "acknowledged",
  "message",
])

/**
 * Gives the survivor of a merge clocks that stand for all of them: what happened to the others counts as having happened to
 * it, when it did. So its clocks start with the earliest and stop with the first answer; team, priority and kind stay its
 * own. Those of the others are left as they are.
 *
 * @param approved when the first alert of each candidate among them was received: joining an incident approves it
 */
export async function mergeClocks(
  t: TenantTx<"incidents.work">,
  survivor: IncidentId,
  others: readonly IncidentId[],
  approved: readonly Instant[],
): Promise<void> {
  const { events: own } = await readHistory(t, t.scope.tenantId, { incident: survivor })
  const theirs: (readonly RecordEvent[])[] = []
  for (const id of others) theirs.push((await readHistory(t, t.scope.tenantId, { incident: id })).events)
  const team = openingOf(own)?.team
  for (const { id: _, at, ...what } of theirs.flat().filter((event) => inherited.has(event.kind)))
    await happened(t, { incident: survivor }, [what.kind === "opened" && team ? { ...what, team } : what], at)
  for (const { at, what } of termsKept(own, theirs)) await happened(t, { incident: survivor }, [what], at)
  for (const at of approved)
    await happened(t, { incident: survivor }, [{ kind: "actionable" }, { kind: "shown_to_client" }], at)
}
