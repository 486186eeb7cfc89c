import type postgres from "postgres"
import { laneOf } from "#app/domain/ingest/lane.ts"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"

/** Tables that grow for as long as a client is served. */
const grows = [
  ...["inbox", "deliveries", "signals", "alerts", "quarantine", "assets", "asset_aliases"],
  ...["early_clears", "incidents", "storms"],
] as const

/**
 * Leaves the planner with statistics of tables that are all but empty: of the inbox with pages and no row in them, as after
 * a quiet night. They stay so until somebody says `analyze`.
 */
export async function statisticsOfNothing(owner: postgres.Sql, client: TenantId, source: SourceId) {
  await withoutWall(owner, async () => {
    await owner.unsafe(`alter table inbox set (autovacuum_enabled = off)`)
    await owner.unsafe(`insert into inbox (tenant_id, id, source_id, adapter, received_at, body_encoding, body, lane)
      select '${client}', gen_random_uuid(), '${source}', 'generic', now(), 'utf8', '{}', 5 from generate_series(1, 2000)`)
    await owner.unsafe(`delete from inbox`)
  })
  for (const table of grows)
    await owner.unsafe(
      `vacuum (analyze${table === "deliveries" || table === "signals" ? "" : ", truncate off"}) ${table}`,
    )
}

/** Gives a client years of rows in every table that grows: so many of each, half of what can be open is. */
export async function crowd(owner: postgres.Sql, client: TenantId, source: SourceId, rows: number) {
  const fill = (table: string, columns: string, values: string, count = rows) =>
    owner.unsafe(
      `insert into ${table} (tenant_id, ${columns}) select '${client}', ${values} from generate_series(1, ${count}) n`,
    )
  const id = "gen_random_uuid()"
  await withoutWall(owner, async () => {
    await fill(
      "deliveries",
      "id, source_id, adapter, received_at, body_encoding, body, outcome, processed_at",
      `${id}, '${source}', 'generic', now(), 'utf8', '{}', 'processed', now()`,
    )
    await fill(
      "signals",
      "delivery_id, ordinal, received_at, source_id, alert_id, kind, severity, title, event",
      `${id}, 0, now(), '${source}', case when n % 2 = 0 then ${id} end, 'firing', 4, 'x', '{}'`,
    )
    await fill(
      "quarantine",
      "delivery_id, source_id, adapter, reason, received_at, quarantined_at",
      `${id}, '${source}', 'generic', 'x', now(), now()`,
    )
    await fill("early_clears", "fingerprint, occurred_at", `'f-' || n, now()`)
    await fill(
      "assets",
      "id, name, kind, aliases, criticality, created_at",
      `${id}, 'a-' || n, 'host', array['a-' || n, 'b-' || n], 'low', now()`,
    )
    await owner.unsafe(
      `insert into asset_aliases select tenant_id, unnest(aliases), id from assets where name like 'a-%'`,
    )
    await fill(
      "alerts",
      `id, source_id, fingerprint, group_key, discipline, severity, state, condition, title, category, observables,
       techniques, labels, flags, first_seen_at, last_seen_at, count, due_at, updated_at, correlation_key`,
      `${id}, '${source}', 'f-' || n, 'g-' || n, 'noc', 4, case when n % 2 = 0 then 'closed' else 'new' end, 'firing', 'x',
       'availability', '[]', '{}', '{}', '{}', now(), now(), 1, 'infinity', now(), 'key-' || n`,
    )
    await fill("storms", "source_id, group_key, count, updated_at", `'${source}', 'g-' || n, '{}', now()`)
    await fill(
      "incidents",
      `id, number, title, flavour, discipline, priority, severity, stage, group_key, opened_by, opened_at, alert_count,
       last_activity_at, due_at, updated_at`,
      `${id}, 5000 + n, 'x', 'availability', 'noc', 4, 4, 'closed', 'key-' || n, 'x', now(), 1, now(), 'infinity', now()`,
    )
  })
}

/** A backlog of one client, behind everything that waits already. */
export async function backlog(owner: postgres.Sql, client: TenantId, source: SourceId, rows: number) {
  await withoutWall(owner, () =>
    owner.unsafe(`
      insert into inbox (tenant_id, id, source_id, adapter, received_at, content_type, body_encoding, body, lane)
      select '${client}', ('ffffffff-ffff-7fff-8fff-' || lpad(to_hex(n), 12, '0'))::uuid, '${source}', 'generic', now(),
        'application/json', 'utf8', '{"title":"x"}', ${laneOf(client)} from generate_series(1, ${rows}) n`),
  )
}

/**
 * The owner has the tables and, behind the wall, none of their rows. Work inside work finds the wall down and leaves it so:
 * altering a table makes every session plan anew.
 */
export async function withoutWall<T>(owner: postgres.Sql, work: () => Promise<T>): Promise<T> {
  const [wall] = await owner`select relforcerowsecurity as stands from pg_class where relname = 'alerts'`
  if (!wall?.["stands"]) return work()
  for (const table of grows) await owner.unsafe(`alter table ${table} no force row level security`)
  const done = await work()
  for (const table of grows) await owner.unsafe(`alter table ${table} force row level security`)
  return done
}
