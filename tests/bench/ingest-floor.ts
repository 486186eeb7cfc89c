import { randomBytes, randomUUID } from "node:crypto"
import postgres from "postgres"
import type { DatabaseConfig } from "#db/config.ts"

/**
 * The floor: rows of a kilobyte written in batches of a thousand over four connections by `unnest`, each batch committed
 * durably, into a table with the inbox's columns and index and nothing else.
 *
 * @returns rows a second
 */
export async function rawBatchRate(config: DatabaseConfig, seconds: number): Promise<number> {
  const owner = postgres(config.ownerUrl, { max: 4, onnotice: () => {} })
  try {
    await owner.unsafe(
      "drop table if exists bench_floor; create table bench_floor (tenant_id uuid not null, id uuid not null, received_at timestamptz not null, body text not null); create index on bench_floor (id)",
    )
    const size = 1000
    const tenant = randomUUID()
    const tenants = Array.from({ length: size }, () => tenant)
    const bodies = Array.from({ length: size }, () =>
      JSON.stringify({ title: "Disk full", key: randomUUID(), filler: randomBytes(450).toString("hex") }),
    )
    let rows = 0
    const until = performance.now() + seconds * 1000
    const lane = async () => {
      while (performance.now() < until) {
        const ids = Array.from({ length: size }, () => randomUUID())
        await owner`insert into bench_floor select t, i, now(), b from unnest(${tenants}::uuid[], ${ids}::uuid[], ${bodies}::text[]) as x(t, i, b)`
        rows += size
      }
    }
    const began = performance.now()
    await Promise.all(Array.from({ length: 4 }, lane))
    return rows / ((performance.now() - began) / 1000)
  } finally {
    await owner.unsafe("drop table if exists bench_floor")
    await owner.end()
  }
}
