import type { IncidentId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { AwaitedHandoff, HandoffView } from "./handoff.ts"
import { selectAwaited, selectHandoffs } from "./store.server.ts"

/** What one team asked of the other about an incident, oldest first; nothing for an incident out of reach. */
export function listHandoffs(t: ReadTx<"incidents.read">, incident: IncidentId): Promise<HandoffView[]> {
  return selectHandoffs(t, incident)
}

/** What waits for an answer at the clients in reach, the nearest deadline first. */
export function listAwaited(t: ReadTx<"incidents.read">, limit = 50): Promise<AwaitedHandoff[]> {
  return selectAwaited(t, limit)
}
