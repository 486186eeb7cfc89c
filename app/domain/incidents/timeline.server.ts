import { type IncidentId, newId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { Lane } from "./incident.ts"
import { insertTimelineEntry } from "./store.server.ts"

/** Adds a line to the timeline, now and by the actor of this unit of work. */
export async function writeTimeline<P extends Permission>(
  t: TenantTx<P>,
  incidentId: IncidentId,
  entry: {
    readonly kind: string
    readonly lane?: Lane
    readonly text?: string
    readonly data?: Record<string, unknown>
  },
): Promise<string> {
  const id = newId<"timeline">()
  await insertTimelineEntry(t, incidentId, {
    id,
    at: t.now,
    kind: entry.kind,
    lane: entry.lane ?? "internal",
    actor: t.scope.actor,
    text: entry.text ?? null,
    data: entry.data ?? {},
  })
  return id
}
