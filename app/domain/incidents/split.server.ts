import { conflict, invalid, notFound } from "#app/kernel/errors.ts"
import { type AlertId, type IncidentId, newId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { happened } from "../sla/record/happen.server.ts"
import { incidentOpened } from "../sla/record/opening.ts"
import { reviewSeconds } from "./candidate.ts"
import { alertsInWords, lockChosen } from "./chosen-alerts.server.ts"
import { incidentTitle } from "./correlation.ts"
import { type Grade, worstOf } from "./grade.ts"
import { isOpen } from "./incident.ts"
import { earliestSighting, type Member } from "./membership.ts"
import { moveMembers, selectReferences } from "./membership.store.server.ts"
import { settleMembers } from "./settle-members.server.ts"
import { type IncidentRow, insertIncident, nextNumber } from "./store.server.ts"
import { writeTimeline } from "./timeline.server.ts"
import { requireUnmerged } from "./unmerged.server.ts"
import { requireUnrestricted } from "./need-to-know.ts"

export type SplitOff = {
  readonly alerts: readonly AlertId[]
  /** Made from the alerts where it is left out. */
  readonly title?: string
  /** The clocks start with the first of its alerts rather than now. */
  readonly backdate: boolean
}

/**
 * Makes a new incident of some of the alerts of an open one. Its clocks start now, or where the operator says so, when the
 * first of its alerts was received. Later alerts of the group still go to the incident they were split from.
 *
 * @throws DomainError `not_found`; `invalid` without alerts; `conflict` when the incident is not open, an alert is not in
 *   it, or none would be left
 */
export async function splitIncident(
  t: TenantTx<"incidents.work">,
  id: IncidentId,
  off: SplitOff,
): Promise<IncidentId> {
  const chosen = await lockChosen(t, off.alerts, [id])
  const source = chosen.incidents.get(id)
  if (!source) throw notFound("Incident")
  await requireUnmerged(t, source)
  requireUnrestricted(source)
  if (!isOpen(source.stage)) throw conflict(`The incident is ${source.stage}. Only an open one is split.`)
  if (chosen.alerts.some((alert) => alert.incidentId !== id))
    throw conflict("An alert is not in this incident any more. Look again.")
  if (chosen.alerts.length === chosen.membersOf(id).length)
    throw conflict("Leave at least one alert where it is.")

  const made = await insertSplit(t, source, chosen.alerts, off)
  const moved = chosen.alerts.map((alert) => alert.id)
  for (const { id: alert, state } of chosen.alerts)
    await moveMembers(t, [alert], { incidentId: made.id, ...(state === "closed" ? {} : { state: "linked" }) })
  await tell(t, source, made, chosen.alerts, off)
  await settleMembers(t, made, chosen.alerts, { cause: "alerts were split off" })
  await settleMembers(t, source, chosen.membersOf(id), { cause: "alerts were split off" })
  await announce(t, "incident", [id, made.id], [made.id])
  await announce(t, "alert", moved)
  return made.id
}

async function insertSplit(
  t: TenantTx<"incidents.work">,
  source: IncidentRow,
  alerts: readonly Member[],
  off: SplitOff,
): Promise<IncidentRow> {
  const grade: Grade = worstOf(alerts) ?? { severity: source.severity, priority: 4 }
  const startedAt = (off.backdate ? earliestSighting(alerts) : null) ?? t.now
  const row: IncidentRow = {
    ...source,
    ...grade,
    id: newId<"incident">(),
    number: await nextNumber(t),
    title: titleOf(alerts, off.title),
    stage: "new",
    // The key stays with the incident they came from: one open incident a group.
    groupKey: null,
    openedBy: t.scope.actor.name,
    ownerId: null,
    ownerName: null,
    sharedAt: null,
    openedAt: startedAt,
    acknowledgedAt: null,
    firstResolvedAt: null,
    resolvedAt: null,
    resolution: null,
    alertCount: alerts.length,
    recurrenceOf: null,
    siblingOf: null,
    lastActivityAt: t.now,
    dueAt: source.isCandidate ? plusSeconds(t.now, reviewSeconds) : null,
    updatedAt: t.now,
    version: 1,
  }
  await insertIncident(t, row)
  const opening = { by: "provider", discipline: row.discipline, priority: grade.priority } as const
  await happened(t, { incident: row.id }, incidentOpened(opening, source.isCandidate), startedAt)
  return row
}

function titleOf(alerts: readonly Member[], given: string | undefined): string {
  const title = given?.trim().toWellFormed().replaceAll("\0", "\uFFFD").slice(0, 500)
  if (title) return title
  const assets = alerts.flatMap((alert) => alert.asset ?? [])
  const first = alerts[0]?.title
  if (!first) throw invalid("Choose at least one alert.", { alerts: "is empty" })
  return incidentTitle(first, assets).slice(0, 500)
}

async function tell(
  t: TenantTx<"incidents.work">,
  source: IncidentRow,
  made: IncidentRow,
  alerts: readonly Member[],
  { backdate }: SplitOff,
): Promise<void> {
  const references = await selectReferences(t, [source.id, made.id])
  const words = alertsInWords(alerts)
  const reference = references.get(made.id)
  await writeTimeline(t, source.id, { kind: "split-off", data: { ...words, incident: made.id, reference } })
  const from = { incident: source.id, reference: references.get(source.id) }
  await writeTimeline(t, made.id, {
    kind: "split-from",
    data: { ...words, ...from, priority: made.priority, backdate },
  })
  await recordAudit(t, {
    action: "incident.split",
    targetId: source.id,
    after: { incident: made.id, alerts: alerts.map((alert) => alert.id), backdate },
  })
  await recordAudit(t, {
    action: "incident.open",
    targetId: made.id,
    after: { title: made.title, priority: made.priority, splitFrom: source.id },
  })
}
