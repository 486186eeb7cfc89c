import { conflict, invalid, notFound } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { authorOf } from "../sla/record/author.ts"
import { happened } from "../sla/record/happen.server.ts"
import { driveClocks } from "./drive-clocks.server.ts"
import { isOpen, type Lane } from "./incident.ts"
import { lockAlertsOf, lockIncident, updateIncident } from "./store.server.ts"
import { writeTimeline } from "./timeline.server.ts"
import { requireUnmerged } from "./unmerged.server.ts"

/** Characters a note holds at most. */
export const maxNoteLength = 20_000

/**
 * Writes a note. In the internal lane it stays with the provider; the first note in the client lane shares the incident
 * with the client.
 *
 * @throws DomainError `invalid` for an empty or overlong text; `not_found`.
 */
export async function addNote(
  t: TenantTx<"incidents.work">,
  id: IncidentId,
  note: { readonly text: string; readonly lane: Lane },
): Promise<string> {
  const text = note.text.trim().toWellFormed().replaceAll("\0", "\uFFFD")
  if (text === "") throw invalid("Write something first.", { text: "is empty" })
  if (text.length > maxNoteLength)
    throw invalid(`A note holds ${maxNoteLength} characters at most.`, { text: "is too long" })
  if (note.lane === "client") await lockAlertsOf(t, id)
  const incident = await lockIncident(t, id)
  if (!incident) throw notFound("Incident")
  await requireUnmerged(t, incident)
  if (incident.dismissedAt) throw conflict("It was dismissed as no incident, and is read only.")
  if (incident.isCandidate && note.lane === "client")
    throw conflict("The client hears of it once it is approved.")

  const entryId = await writeTimeline(t, id, { kind: "note", lane: note.lane, text })
  const shares = note.lane === "client" && !incident.sharedAt
  await updateIncident(t, id, { lastActivityAt: t.now, ...(shares ? { sharedAt: t.now } : {}) })
  if (note.lane === "client") await moveClocks(t, id, isOpen(incident.stage))
  await recordAudit(t, {
    action: note.lane === "client" ? "incident.client-update" : "incident.note",
    targetId: id,
    after: { entry: entryId, lane: note.lane, shared: shares },
  })
  await announce(t, "incident", [id])
  return entryId
}

/** What the client reads answers it. */
async function moveClocks(t: TenantTx<"incidents.work">, id: IncidentId, isWorkedOn: boolean): Promise<void> {
  const message = { by: authorOf(t.scope.actor), visibility: "client", channel: "note" } as const
  if (isWorkedOn) return void (await driveClocks(t, id, [{ kind: "message", ...message }]))
  const { dueAt } = await happened(t, { incident: id }, [{ kind: "message", ...message }])
  await updateIncident(t, id, { dueAt })
}
