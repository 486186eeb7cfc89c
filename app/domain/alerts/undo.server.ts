import { conflict, notFound } from "#app/kernel/errors.ts"
import { type AlertId, type IncidentId, parseId } from "#app/kernel/ids.ts"
import { secondsBetween } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { findEntry } from "../audit/read.server.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { unacknowledgeIncident } from "../incidents/unacknowledge.server.ts"
import { withdrawIncident } from "../incidents/withdraw.server.ts"
import { retract } from "../sla/record/happen.server.ts"
import { type AlertSnapshot, restoringChange } from "./snapshot.ts"
import { lockAlert, updateAlert } from "./store.server.ts"

/** How long a verdict can be taken back, as long as nothing else has happened to the alert. */
export const undoSeconds = 600

/**
 * Takes back one's own last verdict on an alert: state, owner and clocks are as before it, and an incident it raised is
 * withdrawn.
 *
 * @throws DomainError `not_found` for an entry that is not this person's verdict; `conflict` when the alert has changed
 *   since or too much time has passed.
 */
export async function undoVerdict(
  t: TenantTx<"alerts.triage" | "incidents.work">,
  auditId: string,
): Promise<AlertId> {
  const entry = await findEntry(t, parseId("audit", auditId))
  const mine = entry && "id" in entry.actor && "id" in t.scope.actor && entry.actor.id === t.scope.actor.id
  if (!entry || !mine || !undoable.has(entry.action)) throw notFound("Verdict")
  if (secondsBetween(entry.at, t.now) > undoSeconds)
    throw conflict("Too much time has passed to take this back.")

  const id = parseId("alert", entry.targetId ?? undefined)
  const alert = await lockAlert(t, id)
  const after = entry.after as {
    version: number
    incidentId?: IncidentId
    incidentVersion?: number
    events?: readonly string[]
    acknowledged?: IncidentId
    acknowledgedBy?: readonly string[]
  }
  if (!alert || alert.version !== after.version)
    throw conflict("The alert has changed since. Look at it before you go on.")

  const before = entry.before as AlertSnapshot
  await updateAlert(t, id, restoringChange(before))
  await retract(t, { alert: id }, after.events ?? [])
  if (after.incidentId) await withdrawIncident(t, after.incidentId, after.incidentVersion ?? 0)
  if (after.acknowledged) await unacknowledgeIncident(t, after.acknowledged, after.acknowledgedBy ?? [])
  await recordAudit(t, {
    action: "alert.undo",
    targetId: id,
    before: { entry: auditId, action: entry.action },
  })
  await announce(t, "alert", [id])
  return id
}

const undoable = new Set(["alert.take", "alert.close", "alert.raise"])
