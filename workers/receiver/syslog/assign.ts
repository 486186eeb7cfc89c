import type { TenantId } from "#app/kernel/ids.ts"
import { isWithin, type PortRange } from "#app/domain/sources/port-range.ts"
import type { ListenerKind } from "#app/domain/sources/listener.ts"

/** A listener as the database has it, also one that was removed. */
export type ListenerRow = {
  readonly id: string
  readonly tenant: TenantId
  readonly kind: ListenerKind
  readonly port: number | null
  readonly certificate: string | null
  readonly credential: string
  /** Neither removed, nor its source deleted. */
  readonly kept: boolean
  /** Kept, and its source takes deliveries now. */
  readonly live: boolean
}

export type Assignment = {
  readonly row: ListenerRow
  readonly verdict: "open" | "paused" | "taken" | "outside"
}

/**
 * Says which listeners are opened. A port or certificate belongs to the client it was first given to, for good: were it
 * given on, devices that still send to it would speak for another client. Within the client the oldest listener has it.
 *
 * @param rows every listener there is or was, oldest first
 */
export function assignListeners(rows: readonly ListenerRow[], ports: PortRange): Assignment[] {
  const owners = new Map<string, TenantId>()
  const holders = new Map<string, string>()
  for (const row of rows) {
    const door = doorOf(row)
    if (!owners.has(door)) owners.set(door, row.tenant)
    const held = `${row.kind} ${door}`
    if (row.kept && owners.get(door) === row.tenant && !holders.has(held)) holders.set(held, row.id)
  }
  return rows
    .filter((row) => row.kept)
    .map((row) => {
      if (row.kind === "mail") return { row, verdict: row.live ? "open" : "paused" }
      if (holders.get(`${row.kind} ${doorOf(row)}`) !== row.id) return { row, verdict: "taken" }
      if (row.port !== null && !isWithin(ports, row.port)) return { row, verdict: "outside" }
      return { row, verdict: row.live ? "open" : "paused" }
    })
}

const doorOf = (row: ListenerRow) =>
  row.port === null ? `certificate ${row.certificate}` : `port ${row.port}`
