import { permissionsAt } from "#app/auth/access.ts"
import type { Person } from "#app/auth/principal.ts"
import { listAcceptances, listHistory, listSightings, readFinding } from "#app/domain/findings/read.server.ts"
import { listClocks } from "#app/domain/sla/record/read.server.ts"
import type { FindingId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import { clockOf } from "../incident/clock-line.ts"
import { findingDetail } from "./detail.ts"

/** Everything a finding's page shows, and what this person may do there. */
export async function findingScreen(t: ReadTx<"alerts.read">, person: Person, id: FindingId) {
  const found = await readFinding(t, id)
  const held = permissionsAt(person, found.tenantId, found.discipline)
  const asked = (await listAcceptances(t, id)).find(({ state }) => state === "requested")
  return {
    finding: findingDetail(found, t.now),
    clocks: (await listClocks(t, found.tenantId, { finding: id })).map((clock) => clockOf(clock, t.now)),
    asked: asked
      ? {
          ...{ reason: asked.reason, until: asked.until.toString() },
          ...{ by: asked.requestedByName, at: asked.requestedAt.toString() },
        }
      : null,
    isOwn: asked?.requestedBy === person.userId,
    mayWork: held.has("alerts.triage"),
    mayDecide: held.has("findings.approve") && asked?.requestedBy !== person.userId,
    readsMisses: held.has("sla.read"),
    history: (await listHistory(t, id)).map(({ id: entry, at, kind, byName, note, until }) => ({
      ...{ id: entry, at: at.toString(), kind, by: byName, note, until: until?.toString() ?? null },
    })),
    sightings: (await listSightings(t, id)).map(
      ({ deliveryId, ordinal, severity, title, effect, receivedAt }) => ({
        ...{ key: `${deliveryId} ${ordinal}`, severity, title, effect, receivedAt: receivedAt.toString() },
      }),
    ),
    now: t.now.epochMilliseconds,
  }
}
