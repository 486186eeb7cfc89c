import { expect, test } from "vitest"
import { testDatabase } from "../support/database.ts"
import { findings } from "./catalogue.ts"

const { owner } = await testDatabase()

test("the catalogue holds nothing that opens a wall", async () => {
  expect(await findings(owner)).toEqual([])
})

test("every policy that is dropped is missed", async () => {
  const policies = await owner<{ name: string; table: string; permissive: string }[]>`
    select policyname as name, tablename as table, permissive from pg_policies where schemaname = 'public' and permissive = 'RESTRICTIVE'`
  expect(policies.length).toBeGreaterThan(50)
  for (const { name, table } of policies) {
    const seen = await mutated(`drop policy ${name} on ${table}`)
    expect(seen, `${name} on ${table}`).not.toEqual([])
  }
})

// What would open a wall, tried one by one: each must be noticed.
test.each([
  ["row security off", "alter table alerts disable row level security"],
  ["not forced", "alter table incidents no force row level security"],
  [
    "a policy that lets all through",
    "drop policy wall_web on alerts; create policy wall_web on alerts as restrictive to portal_web using (true) with check (true)",
  ],
  ["a table without a wall", "create table leaks (tenant_id uuid, secret text)"],
  [
    "a table without a tenant",
    "create table shared_notes (text text); alter table shared_notes enable row level security, force row level security",
  ],
  ["a unique key across tenants", "create unique index on alerts (title)"],
  [
    "a foreign key that jumps tenants",
    "alter table alerts add constraint jump foreign key (tenant_id) references clients (id); alter table incidents add column x uuid; create unique index ux on incidents (id); alter table alerts add constraint jump2 foreign key (incident_id) references incidents (id)",
  ],
  ["a view of the owner's", "create view all_alerts as select * from alerts"],
  ["a materialized view", "create materialized view all_alerts as select 1 as x"],
  [
    "a definer function",
    "create function peek() returns bigint language sql security definer as 'select count(*) from alerts'",
  ],
  ["truncate", "grant truncate on alerts to portal_web"],
  ["writing across tenants", "grant update on alerts to portal_portfolio"],
  ["backups that write", "grant insert on alerts to portal_backup"],
  ["rewriting the audit", "grant update on audit_entries to portal_web"],
  ["rewriting the provider's audit", "grant delete on provider_audit_entries to portal_worker"],
  ["rewriting a chain", "grant update on audit_seals to portal_worker"],
  ["sealing by others than the worker", "grant insert on provider_audit_seals to portal_web"],
  ["everybody", "grant select on alerts to public"],
])("%s is found", async (_name, statement) => {
  expect(await mutated(statement)).not.toEqual([])
})

/** What the check finds after a change that is then taken back. */
async function mutated(statement: string): Promise<string[]> {
  const undo = new Error("take it back")
  let seen: string[] = []
  await owner
    .begin(async (tx) => {
      await tx.unsafe(statement)
      seen = await findings(tx as unknown as typeof owner)
      throw undo
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error
    })
  return seen
}
