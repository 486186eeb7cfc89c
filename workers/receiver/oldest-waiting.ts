import type postgres from "postgres"
import { laneOf } from "#app/domain/ingest/lane.ts"
import { type DeliveryId, type TenantId, timeOfId } from "#app/kernel/ids.ts"
import { backpressure } from "./limits.ts"

/** The oldest delivery of a client that waits, as it was seen last. */
export type Head = {
  readonly id: DeliveryId | null
  /** When one was last seen to be taken, on the clock of `performance.now()`; null when none was. */
  readonly movedAt: number | null
  /** How long it had waited when it was looked at, in milliseconds. */
  readonly age: number
}

/**
 * How long the answer to a source is held back, in milliseconds: as long as what its client sent is late beyond what is
 * usual, within bounds. Not where nothing is taken from the inbox, for then a slow sender would change nothing.
 */
export function holdFor(head: Head | undefined, now: number): number {
  if (!head || head.movedAt === null || now - head.movedAt > backpressure.stillMs) return 0
  return Math.min(Math.max(0, head.age - backpressure.lateMs), backpressure.holdMs)
}

/**
 * A look at a client's oldest delivery, after the one before. One that is older than that was only stored later: receivers
 * commit side by side.
 */
export function seen(before: Head | undefined, id: DeliveryId | null, now: number, wallClock: number): Head {
  const isTaken = before !== undefined && before.id !== null && (id === null || id > before.id)
  const movedAt = isTaken ? now : (before?.movedAt ?? null)
  return { id, movedAt, age: id === null ? 0 : Math.max(0, wallClock - timeOfId(id)) }
}

export type Oldest = { readonly tenant: TenantId; readonly id: DeliveryId | null }

/**
 * The oldest waiting delivery of each. One message, which is one transaction: see `selectListeners`; it holds ids of ours and
 * no text of anybody's. The planner takes an inbox that was empty a moment ago for empty: it is told to go by the index.
 */
export async function oldestWaiting(sql: postgres.Sql, clients: readonly TenantId[]): Promise<Oldest[]> {
  const values = clients.map((tenant) => `('${tenant}'::uuid, ${laneOf(tenant)})`).join(", ")
  const [, rows] = await sql
    .unsafe<[unknown[], Oldest[]]>(
      `select set_config('app.tenants', '{${clients.join(",")}}', true), set_config('enable_seqscan', 'off', true),
        set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', 'off', true);
      select c.tenant, (select i.id from inbox i where i.lane = c.lane and i.tenant_id = c.tenant order by i.lane, i.id limit 1) as id
      from (values ${values}) as c(tenant, lane)`,
    )
    .simple()
  return [...rows]
}
