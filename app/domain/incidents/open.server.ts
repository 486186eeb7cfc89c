import { invalid } from "#app/kernel/errors.ts"
import { type IncidentId, newId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { authorOf } from "../sla/record/author.ts"
import { happened } from "../sla/record/happen.server.ts"
import { incidentOpened } from "../sla/record/opening.ts"
import type { Author } from "../sla/clock/record-event.ts"
import type { NewIncident } from "./incident.ts"
import { priorityOf } from "./priority.ts"
import { findOpenOfGroup, insertIncident, nextNumber, updateIncident } from "./store.server.ts"
import { writeTimeline } from "./timeline.server.ts"

/**
 * Opens an incident by hand: around an alert a person raised, or on a client's word. Clocks start with the alert, else
 * now. It takes the alert's group, so that later alerts of it join, unless an open incident already has it.
 *
 * @throws DomainError `invalid` for an empty title.
 */
export async function openIncident(t: TenantTx<"incidents.work">, from: NewIncident): Promise<IncidentId> {
  const title = from.title.trim().toWellFormed().replaceAll("\0", "\uFFFD").slice(0, 500)
  if (title === "") throw invalid("Give the incident a title.", { title: "is empty" })
  const id = newId<"incident">()
  const { actor, tenantId } = t.scope
  const priority = from.alert?.priority ?? priorityOf(from.severity)
  const openedAt = from.alert?.firstSeenAt ?? t.now
  const inHand = from.acknowledged && actor.kind === "user"
  await insertIncident(t, {
    tenantId,
    id,
    number: await nextNumber(t),
    title,
    flavour: from.discipline === "soc" ? "security" : "availability",
    discipline: from.discipline,
    priority,
    severity: from.severity,
    stage: from.acknowledged ? "acknowledged" : "new",
    groupKey: await freeGroup(t, from),
    openedBy: actor.name,
    ...(inHand ? { ownerId: actor.id, ownerName: actor.name } : {}),
    openedAt,
    acknowledgedAt: from.acknowledged ? t.now : null,
    alertCount: from.alert ? 1 : 0,
    ...(from.alert ? { tier: from.alert.tier, serviceId: from.alert.serviceId } : {}),
    lastActivityAt: t.now,
    dueAt: null,
    updatedAt: t.now,
  })
  const by = authorOf(actor)
  const opening = { by: openerOf(by), discipline: from.discipline, priority }
  const opened = await happened(t, { incident: id }, incidentOpened(opening), openedAt)
  const taken = from.acknowledged
    ? await happened(t, { incident: id }, [{ kind: "acknowledged", by }])
    : opened
  await updateIncident(t, id, { dueAt: taken.dueAt })
  await writeTimeline(t, id, {
    kind: "opened",
    data: { priority, ...(from.alert ? { raisedFrom: from.alert.id } : {}) },
  })
  await recordAudit(t, {
    action: "incident.open",
    targetId: id,
    after: { title, priority, alert: from.alert?.id ?? null },
  })
  await announce(t, "incident", [id], [id])
  return id
}

function openerOf(author: Author): "client" | "provider" | "automation" {
  if (author === "client") return "client"
  return author === "provider_human" ? "provider" : "automation"
}

/** The alert's group, where no other open incident has it. */
async function freeGroup(t: TenantTx<"incidents.work">, from: NewIncident): Promise<string | null> {
  if (!from.alert) return null
  return (await findOpenOfGroup(t, from.alert.groupKey)) ? null : from.alert.groupKey
}
