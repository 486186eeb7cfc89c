import type { TenantTx } from "#db/tenant.ts"
import { happened } from "../sla/record/happen.server.ts"
import { refreshEntities } from "./entities.store.server.ts"
import { type Grade, gradeAfter, worstOf } from "./grade.ts"
import { isOpen } from "./incident.ts"
import { clearedSince, latest, type Member } from "./membership.ts"
import { selectMembers } from "./membership.store.server.ts"
import type { Priority } from "./priority.ts"
import { type IncidentChange, type IncidentRow, setDueOfAlerts, updateIncident } from "./store.server.ts"
import { writeTimeline } from "./timeline.server.ts"

/**
 * Brings a locked incident in line with the alerts it now holds: their number, severity and priority with the targets of
 * its clocks, the deadline, what they name, and whether they have cleared.
 *
 * @param before its alerts until now
 */
export async function settleMembers(
  t: TenantTx<"incidents.work">,
  incident: IncidentRow,
  before: readonly Member[],
  how: { readonly cause: string; readonly grade?: Grade; readonly change?: IncidentChange },
): Promise<void> {
  const { id } = incident
  const members = await selectMembers(t, id)
  const current: Grade = { severity: incident.severity, priority: incident.priority as Priority }
  const grade = how.grade ?? gradeAfter(current, worstOf(before), worstOf(members))
  const open = isOpen(incident.stage)
  const moves = open && grade.priority !== current.priority
  const moved = await happened(
    t,
    { incident: id },
    moves ? [{ kind: "priority_set", priority: grade.priority }] : [],
  )
  if (moves) {
    const { cause } = how
    await writeTimeline(t, id, {
      kind: "priority-changed",
      data: { from: current.priority, to: grade.priority, cause },
    })
  }
  // A candidate has no clock: its deadline is the one of its review.
  const dueAt = open && !incident.isCandidate ? moved.dueAt : incident.dueAt
  await updateIncident(t, id, {
    ...grade,
    alertCount: members.length,
    clearedAt: clearedSince(incident.resolvePolicy, members),
    lastAlertAt: latest(members.map((m) => m.firstSeenAt)) ?? incident.lastAlertAt,
    lastActivityAt: t.now,
    dueAt,
    ...how.change,
  })
  await setDueOfAlerts(t, id, dueAt)
  await refreshEntities(t, id)
}
