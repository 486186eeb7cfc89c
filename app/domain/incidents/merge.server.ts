import { conflict, invalid, notFound } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { happened } from "../sla/record/happen.server.ts"
import { refreshEntities } from "./entities.store.server.ts"
import { type Grade, worstOf } from "./grade.ts"
import { isOpen, noHold } from "./incident.ts"
import { earliestSighting, type Member } from "./membership.ts"
import {
  lockAlertsAround,
  lockIncidentsWithMerged,
  moveAllMembers,
  selectReferences,
} from "./membership.store.server.ts"
import { mergeClocks } from "./merge-clocks.server.ts"
import type { Priority } from "./priority.ts"
import { settleMembers } from "./settle-members.server.ts"
import { inheritedFrom } from "./inherited.ts"
import { type IncidentRow, updateIncident } from "./store.server.ts"
import { writeTimeline } from "./timeline.server.ts"
import { requireUnmerged } from "./unmerged.server.ts"
import { requireUnrestricted } from "./need-to-know.ts"

/** Incidents one merge may name. */
export const maxMerged = 50

/**
 * Makes one incident of several open ones of a client. The survivor takes every alert, the worst priority, and for each
 * clock the earliest start and the first answer. The others close, keep their number, notes and clocks, and are read only
 * from then on. Merging what is merged already is no change, so that a repeated call does no harm. Nothing is shared with
 * the client by it.
 *
 * @throws DomainError `invalid` without another; `not_found`; `conflict` when one of them is not open, was merged elsewhere,
 *   or a candidate would swallow what has been approved
 */
export async function mergeIncidents(
  t: TenantTx<"incidents.work">,
  survivorId: IncidentId,
  otherIds: readonly IncidentId[],
): Promise<void> {
  const wanted = [...new Set(otherIds)].filter((id) => id !== survivorId)
  if (wanted.length === 0)
    throw invalid("Choose an incident to merge.", { incidents: "names no other incident" })
  if (wanted.length > maxMerged)
    throw invalid(`Merge ${maxMerged} incidents at most.`, { incidents: "names too many" })
  const members = await lockAlertsAround(t, [survivorId, ...wanted])
  const locked = await lockIncidentsWithMerged(t, [survivorId, ...wanted])
  const survivor = locked.find((row) => row.id === survivorId)
  const others = locked.filter((row) => wanted.includes(row.id))
  if (!survivor || others.length < wanted.length) throw notFound("Incident")
  await requireUnmerged(t, survivor)
  const merging = others.filter((other) => other.mergedInto !== survivorId)
  if (merging.length === 0) return
  await requireMergeable(t, survivor, merging)

  const ids = merging.map((other) => other.id)
  const grade = worstOf([survivor, ...merging].map(gradeOf)) ?? gradeOf(survivor)
  await mergeClocks(t, survivorId, ids, approvedBy(survivor, merging, members))
  for (const id of ids) await happened(t, { incident: id }, [{ kind: "withdrawn", reason: "merged" }])
  const moved = await moveAllMembers(t, ids, survivorId)
  await retire(t, survivor, merging, members)
  // Those merged into them before point at the last survivor, so that everybody has one step to go.
  for (const row of locked)
    if (row.mergedInto && ids.includes(row.mergedInto))
      await updateIncident(t, row.id, { mergedInto: survivorId })
  await tellSurvivor(t, survivor, merging, moved.length)
  await settleMembers(t, survivor, ofIncident(members, survivorId), {
    cause: "incidents were merged",
    grade,
    change: inheritedFrom(survivor, merging),
  })
  await announce(t, "incident", [survivorId, ...ids])
  await announce(t, "alert", moved)
}

async function requireMergeable(
  t: TenantTx<"incidents.work">,
  survivor: IncidentRow,
  merging: readonly IncidentRow[],
): Promise<void> {
  for (const other of merging) await requireUnmerged(t, other)
  for (const one of [survivor, ...merging]) requireUnrestricted(one)
  const done = [survivor, ...merging].filter((row) => !isOpen(row.stage))
  if (done.length > 0) {
    const references = await selectReferences(
      t,
      done.map((row) => row.id),
    )
    throw conflict(`Only open incidents are merged: ${[...references.values()].join(", ")} is not.`)
  }
  if (survivor.isCandidate && merging.some((other) => !other.isCandidate))
    throw conflict("A candidate cannot take over an incident. Approve it first, or keep the other one.")
}

/** Closes the others for good, each with a line that says where it went. */
async function retire(
  t: TenantTx<"incidents.work">,
  survivor: IncidentRow,
  merging: readonly IncidentRow[],
  members: readonly Member[],
): Promise<void> {
  const reference = (await selectReferences(t, [survivor.id])).get(survivor.id)
  for (const other of merging) {
    const alerts = ofIncident(members, other.id).length
    await writeTimeline(t, other.id, {
      kind: "merged-into",
      data: { incident: survivor.id, reference, alerts },
    })
    await updateIncident(t, other.id, {
      stage: "closed",
      mergedInto: survivor.id,
      alertCount: 0,
      clearedAt: null,
      dueAt: null,
      ...noHold,
      lastActivityAt: t.now,
    })
    await refreshEntities(t, other.id)
    await recordAudit(t, {
      action: "incident.merged-into",
      targetId: other.id,
      before: { stage: other.stage, mergedInto: null },
      after: { stage: "closed", mergedInto: survivor.id },
    })
  }
}

async function tellSurvivor(
  t: TenantTx<"incidents.work">,
  survivor: IncidentRow,
  merging: readonly IncidentRow[],
  alerts: number,
): Promise<void> {
  const ids = merging.map((other) => other.id)
  const references = await selectReferences(t, ids)
  const incidents = ids.map((id) => ({ id, reference: references.get(id) }))
  await writeTimeline(t, survivor.id, { kind: "merged", data: { incidents, alerts } })
  const after = { incidents: ids, alerts }
  await recordAudit(t, { action: "incident.merge", targetId: survivor.id, after })
}

/** When the clocks of candidates would have started, had they been approved: a candidate that survives has none. */
function approvedBy(
  survivor: IncidentRow,
  merging: readonly IncidentRow[],
  members: readonly Member[],
): Instant[] {
  if (survivor.isCandidate) return []
  const candidates = merging.filter((other) => other.isCandidate)
  return candidates.map((other) => earliestSighting(ofIncident(members, other.id)) ?? other.openedAt)
}

const gradeOf = (row: IncidentRow): Grade => ({
  severity: row.severity,
  priority: row.priority as Priority,
})
const ofIncident = (members: readonly Member[], id: IncidentId) => members.filter((m) => m.incidentId === id)
