import { conflict, notFound } from "#app/kernel/errors.ts"
import type { AlertId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { authorOf } from "../sla/record/author.ts"
import { happened } from "../sla/record/happen.server.ts"
import type { Disposition } from "./alert.ts"
import { snapshotOf } from "./snapshot.ts"
import { lockAlert, updateAlert } from "./store.server.ts"
import type { Undo } from "./take.server.ts"

/**
 * Closes an open alert with what it turned out to be. An alert inside an incident leaves the incident open.
 *
 * @throws DomainError `not_found`; `conflict` when it is closed already.
 */
export async function closeAlert(
  t: TenantTx<"alerts.triage">,
  id: AlertId,
  verdict: { readonly disposition: Disposition; readonly comment?: string },
): Promise<Undo> {
  const alert = await lockAlert(t, id)
  if (!alert) throw notFound("Alert")
  if (alert.state === "closed") throw conflict("The alert is closed already.")

  const { events } = await happened(t, { alert: id }, [
    { kind: "acknowledged", by: authorOf(t.scope.actor) },
    { kind: "resolved" },
  ])
  const comment = verdict.comment?.trim().toWellFormed().replaceAll("\0", "\uFFFD").slice(0, 5000)
  await updateAlert(t, id, {
    state: "closed",
    disposition: verdict.disposition,
    closeComment: comment || null,
    closedAt: t.now,
    dueAt: null,
  })
  const undo = await recordAudit(t, {
    action: "alert.close",
    targetId: id,
    before: snapshotOf(alert),
    after: { version: alert.version + 1, events, disposition: verdict.disposition },
    ...(comment ? { reason: comment } : {}),
  })
  await announce(t, "alert", [id])
  return { undo }
}
