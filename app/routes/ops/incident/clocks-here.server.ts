import { readIncidentClocks } from "#app/domain/incidents/read.server.ts"
import { correctionsOf } from "#app/domain/sla/corrections/read.server.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import { clockOf, type ShownClock } from "./clock-line.ts"

/** An incident's clocks as its page shows them. */
export async function clocksHere(t: ReadTx<"incidents.read">, id: IncidentId): Promise<ShownClock[]> {
  const clocks = await readIncidentClocks(t, id)
  const corrections = await correctionsOf(
    t,
    clocks.map((clock) => clock.id),
  )
  return clocks.map((clock) => clockOf(clock, t.now, corrections.get(clock.id)))
}
