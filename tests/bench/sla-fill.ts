import type postgres from "postgres"

/** Everything here is written past the walls, as the owner: it is data to measure on, not what is measured. */
export async function pastTheWalls(
  owner: postgres.Sql,
  tables: readonly string[],
  work: () => Promise<unknown>,
): Promise<void> {
  for (const table of tables) await owner.unsafe(`alter table ${table} no force row level security`)
  await work()
  for (const table of tables) await owner.unsafe(`alter table ${table} force row level security`)
}

export async function fillTenants(owner: postgres.Sql, tenants: number): Promise<void> {
  await pastTheWalls(
    owner,
    ["clients"],
    () => owner`
      insert into clients (id, code, name, time_zone, created_at, updated_at)
      select gen_random_uuid(), 'B' || n, 'Bench ' || n, 'UTC', now(), now() from generate_series(1, ${tenants}::int) n`,
  )
}

/** Clocks that run, spread over the tenants, each with a level, all due long from now. */
export async function fillRunning(owner: postgres.Sql, clocks: number): Promise<void> {
  await pastTheWalls(
    owner,
    ["clients", "sla_clocks"],
    () => owner`
      insert into sla_clocks (tenant_id, id, alert_id, metric, priority, state, target_seconds, started_at, due_at, at_risk_at,
        elapsed_seconds, policy_id, policy_version, calendar)
      select c.id, gen_random_uuid(), gen_random_uuid(), 'acknowledge', 1 + n % 4, 'running', 3600, now(),
        now() + interval '10 days' + n * interval '1 millisecond', now() + interval '8 days' + n * interval '1 millisecond', 0, 'default', 1, '24x7'
      from generate_series(1, ${clocks}::int) n
      join (select id, row_number() over () as nth, count(*) over () as many from clients) c on c.nth = 1 + n % c.many`,
  )
  await pastTheWalls(owner, ["sla_clocks", "sla_clock_levels"], () =>
    owner.unsafe(
      "insert into sla_clock_levels (tenant_id, clock_id, level, at) select tenant_id, id, 'half', at_risk_at from sla_clocks",
    ),
  )
  await owner.unsafe("vacuum analyze sla_clocks, sla_clock_levels")
}

/** A month of records of each tenant, each opened, made urgent, acknowledged and resolved. */
export async function fillMonth(owner: postgres.Sql, recordsEach: number): Promise<void> {
  await pastTheWalls(
    owner,
    ["clients", "sla_events"],
    () => owner`
      insert into sla_events (tenant_id, id, alert_id, at, kind, data, actor)
      select r.tenant, gen_random_uuid(), r.record, r.at + e.after, e.kind, e.data, '{"kind":"system","name":"bench"}'
      from (
        select c.id as tenant, gen_random_uuid() as record, now() - interval '40 days' + n * interval '1 hour' as at
        from clients c, generate_series(1, ${recordsEach}::int) n
      ) r,
      (values
        ('opened', interval '0', '{"by":"automation","subject":"incident","flavour":"availability","team":"noc","priority":2}'::jsonb),
        ('actionable', interval '0', '{}'::jsonb),
        ('shown_to_client', interval '0', '{}'::jsonb),
        ('priority_set', interval '5 minutes', '{"priority":1}'::jsonb),
        ('acknowledged', interval '10 minutes', '{"by":"provider_human"}'::jsonb),
        ('resolved', interval '5 hours', '{}'::jsonb)
      ) as e(kind, after, data)`,
  )
  await owner.unsafe("vacuum analyze sla_events")
}
