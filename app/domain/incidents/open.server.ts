import { type IncidentId, newId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { announce } from "../changes/announce.server.ts"
import { nextDueOf, startClockOf, stopClockOf } from "../sla/run.server.ts"
import type { NewIncident } from "./incident.ts"
import { priorityOf } from "./priority.ts"
import { findOpenOfGroup, insertIncident, nextNumber, updateIncident } from "./store.server.ts"
import { writeTimeline } from "./timeline.server.ts"

/**
 * Opens an incident around an alert a person raised. Clocks start with the alert; the person's act acknowledges it.
 * It takes the alert's group, so that later alerts of it join, unless an open incident already has it.
 */
export async function openIncident(t: TenantTx<"incidents.work">, from: NewIncident): Promise<IncidentId> {
  const id = newId<"incident">()
  const { actor, tenantId } = t.scope
  const priority = priorityOf(from.severity)
  const groupTaken = (await findOpenOfGroup(t, from.alert.groupKey)) !== undefined
  await insertIncident(t, {
    tenantId,
    id,
    number: await nextNumber(t),
    title: from.title.slice(0, 500),
    flavour: from.discipline === "soc" ? "security" : "availability",
    discipline: from.discipline,
    priority,
    severity: from.severity,
    stage: "acknowledged",
    groupKey: groupTaken ? null : from.alert.groupKey,
    openedBy: actor.kind === "system" ? "the portal" : actor.name,
    ...(actor.kind === "user" ? { ownerId: actor.id, ownerName: actor.name } : {}),
    openedAt: from.alert.firstSeenAt,
    acknowledgedAt: t.now,
    alertCount: 1,
    lastActivityAt: t.now,
    dueAt: null,
    updatedAt: t.now,
  })
  for (const metric of ["acknowledge", "resolve"] as const) await startClockOf(t, { incident: id }, metric, priority, from.alert.firstSeenAt)
  await stopClockOf(t, { incident: id }, "acknowledge")
  await updateIncident(t, id, { dueAt: await nextDueOf(t, { incident: id }) })
  await writeTimeline(t, id, { kind: "opened", data: { raisedFrom: from.alert.id, priority } })
  await announce(t, "incident", [id], [id])
  return id
}
