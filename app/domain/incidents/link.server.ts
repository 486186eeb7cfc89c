import { conflict, notFound } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { lockIncidentsOf, selectReferences } from "./membership.store.server.ts"
import { hasLink } from "./related.store.server.ts"
import { updateIncident } from "./store.server.ts"
import { writeTimeline } from "./timeline.server.ts"
import { requireUnmerged } from "./unmerged.server.ts"

/**
 * Notes on two incidents of a client that they belong together, without merging them. Linking what is linked is no change.
 *
 * @throws DomainError `not_found`; `conflict` for one with itself, or a merged one
 */
export async function linkIncidents(
  t: TenantTx<"incidents.work">,
  one: IncidentId,
  other: IncidentId,
): Promise<void> {
  if (one === other) throw conflict("An incident is not linked to itself.")
  const rows = await lockIncidentsOf(t, [one, other])
  if (rows.length < 2) throw notFound("Incident")
  for (const row of rows) await requireUnmerged(t, row)
  if (await hasLink(t, one, other)) return
  const references = await selectReferences(t, [one, other])
  for (const [id, to] of [
    [one, other],
    [other, one],
  ] as const) {
    await writeTimeline(t, id, { kind: "linked", data: { incident: to, reference: references.get(to) } })
    await updateIncident(t, id, { lastActivityAt: t.now })
  }
  await recordAudit(t, { action: "incident.link", targetId: one, after: { incident: other } })
  await announce(t, "incident", [one, other])
}
