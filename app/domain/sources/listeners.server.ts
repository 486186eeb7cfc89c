import type { SourceId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import {
  type ListenerWithState,
  selectGivenPorts,
  selectListeners,
  selectOwnPorts,
  selectThrottled,
} from "./listeners.store.server.ts"
import type { PortRange } from "./port-range.ts"

/** A source's listeners, oldest first, each with what the receivers say of it: nothing where none runs. */
export function listListeners(t: ReadTx<"sources.read">, sourceId: SourceId): Promise<ListenerWithState[]> {
  return selectListeners(t, sourceId)
}

/** The lowest port nobody within sight has; null when all of the range are given. */
export async function findFreePort(t: ReadTx<"sources.read">, ports: PortRange): Promise<number | null> {
  const taken = new Set([...(await selectGivenPorts(t)), ...(await selectOwnPorts(t))])
  for (let port = ports.from; port <= ports.to; port++) if (!taken.has(port)) return port
  return null
}

/** What of a source was refused or dropped for want of room in the last 24 hours. */
export function countThrottled(t: ReadTx<"sources.read">, sourceId: SourceId): Promise<number> {
  return selectThrottled(t, sourceId, t.now.subtract({ hours: 24 }))
}
