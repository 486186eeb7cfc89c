import { invalid, notFound } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { authorOf } from "../sla/record/author.ts"
import { happened } from "../sla/record/happen.server.ts"
import { isOpen, type Lane } from "./incident.ts"
import { lockIncident, updateIncident } from "./store.server.ts"
import { writeTimeline } from "./timeline.server.ts"

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
  const incident = await lockIncident(t, id)
  if (!incident) throw notFound("Incident")

  const entryId = await writeTimeline(t, id, { kind: "note", lane: note.lane, text })
  const shares = note.lane === "client" && !incident.sharedAt
  const visibility = note.lane === "client" ? "client" : "internal"
  const { dueAt } = await happened(t, { incident: id }, [
    { kind: "message", by: authorOf(t.scope.actor), visibility, channel: "note" },
  ])
  await updateIncident(t, id, {
    lastActivityAt: t.now,
    ...(shares ? { sharedAt: t.now } : {}),
    ...(isOpen(incident.stage) ? { dueAt } : {}),
  })
  await recordAudit(t, {
    action: note.lane === "client" ? "incident.client-update" : "incident.note",
    targetId: id,
    after: { entry: entryId, lane: note.lane, shared: shares },
  })
  await announce(t, "incident", [id])
  return entryId
}
