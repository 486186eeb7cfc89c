import postgres from "postgres"
import { afterAll, expect, test } from "vitest"
import { newId, newIdAt, type SourceId } from "#app/kernel/ids.ts"
import { loginUrl } from "#db/config.ts"
import { sealChains } from "#workers/handlers/seal-audit.ts"
import { verifyChains } from "#workers/handlers/verify-audit.ts"
import { contextOf } from "#workers/runtime.ts"
import { drainOnce } from "#workers/pipeline/drain.ts"
import { fillInbox } from "#workers/seed/store.server.ts"
import { inTenant } from "#db/tenant.ts"
import { createSource } from "#app/domain/sources/create.server.ts"
import { defaultRate } from "#app/domain/sources/source.ts"
import { fillTables } from "./fill-tables.ts"
import { testDatabase } from "../support/database.ts"
import { twoTenants } from "../support/tenants.ts"

/*
 * Every table with a tenant, read from the catalogue, is tried by every login with two tenants that both have rows in it.
 * A new table is covered the moment it exists: what the product did not fill here gets made-up rows of both tenants.
 */
const { owner, ...config } = await testDatabase()
const { acme, globex } = await twoTenants()
const logins = {
  portal_web: postgres(loginUrl(config, "portal_web"), { max: 1 }),
  portal_worker: postgres(loginUrl(config, "portal_worker"), { max: 1 }),
  portal_ingest: postgres(loginUrl(config, "portal_ingest"), { max: 1 }),
}
afterAll(() => Promise.all(Object.values(logins).map((sql) => sql.end())))

const tables = (
  await owner<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
      and (c.relname = 'clients' or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')) order by 1`
).map((row) => row.name)
const key = (table: string) => (table === "clients" ? "id" : "tenant_id")
const grants = await owner<{ role: string; table: string; what: string }[]>`
  select grantee as role, table_name as table, privilege_type as what from information_schema.role_table_grants where table_schema = 'public'`
const may = (role: string, what: string, table: string) =>
  grants.some((g) => g.role === role && g.table === table && g.what === what)

const delivery = (tenantId: typeof acme.id, sourceId: SourceId, body: string) => ({
  id: newIdAt<"delivery">(Date.now()),
  tenantId,
  sourceId,
  adapter: "generic",
  at: Date.now(),
  body,
})

const sourceIds: SourceId[] = []
for (const tenant of [acme, globex]) {
  const { source } = await inTenant(tenant.scope("sources.manage", "sources.read"), (t) =>
    createSource(t, { adapter: "generic", ...defaultRate }),
  )
  sourceIds.push(source.id)
  await fillInbox([
    delivery(tenant.id, source.id, '{"title":"Disk full","severity":"critical"}'),
    delivery(tenant.id, source.id, "[[[["),
  ])
  await logins.portal_ingest.begin(async (tx) => {
    await tx`select set_config('app.tenants', ${`{${tenant.id}}`}, true)`
    await tx`insert into delivery_keys values (${tenant.id}, ${source.id}, ${newId()}, ${newId()}, now())`
  })
}
await drainOnce({ error: () => {} })
await sealChains(contextOf("test"), { everything: true })
for await (const _ of verifyChains(contextOf("test"), { whole: true }));
for (const [i, tenant] of [acme, globex].entries())
  await fillInbox([delivery(tenant.id, sourceIds[i]!, '{"title":"waiting"}')])

await fillTables(
  owner,
  tables.filter((table) => table !== "clients"),
  [acme.id, globex.id],
)

/**
 * Rows of a table a login sees: those of both tenants, and those of the one its settings name. It reads what is need to
 * know, so that nothing but the wall between clients hides a row.
 */
async function seen(
  sql: postgres.Sql,
  table: string,
  settings: Readonly<Record<string, string>>,
): Promise<{ own: number; foreign: number }> {
  return sql.begin(async (tx) => {
    for (const [name, value] of Object.entries({ "app.sight": "{all}", ...settings }))
      await tx`select set_config(${name}, ${value}, true)`
    const [row] = await tx.unsafe<{ own: number; foreign: number }[]>(
      `select count(*) filter (where ${key(table)} = '${acme.id}')::int as own, count(*) filter (where ${key(table)} <> '${acme.id}')::int as foreign from ${table}`,
    )
    return row ?? { own: -1, foreign: -1 }
  }) as Promise<{ own: number; foreign: number }>
}

const asAcme = { "app.tenant": acme.id, "app.tenants": `{${acme.id}}` }

test("there are tables to try", () => expect(tables.length).toBeGreaterThanOrEqual(14))

test.each(tables)("%s: each login sees its tenant's rows and nobody else's", async (table) => {
  let tried = 0
  for (const [login, sql] of Object.entries(logins)) {
    if (!may(login, "SELECT", table)) continue
    tried++
    const rows = await seen(sql, table, asAcme)
    expect(rows.foreign, `${login} on ${table}`).toBe(0)
    expect(rows.own, `${table} has no rows to be seen: give both tenants some`).toBeGreaterThan(0)
    expect(await seen(sql, table, {}), `${login} without a tenant`).toEqual({ own: 0, foreign: 0 })
  }
  expect(tried, `no login reads ${table}`).toBeGreaterThan(0)
})

test.each(tables)("%s: a portfolio reads what is in its reach, and writes nothing", async (table) => {
  if (!may("portal_portfolio", "SELECT", table))
    return expect(["delivery_keys", "source_credentials", "tenant_counters"]).toContain(table)
  const one = await seen(logins.portal_web, table, {
    role: "portal_portfolio",
    "app.clients": "",
    "app.tenants": `{${acme.id}}`,
  })
  expect(one).toMatchObject({ foreign: 0 })
  expect(one.own).toBeGreaterThan(0)
  const all = await seen(logins.portal_web, table, { role: "portal_portfolio", "app.clients": "all" })
  expect(all.foreign).toBeGreaterThan(0)
  await expect(
    logins.portal_web.begin(async (tx) => {
      await tx`select set_config('role', 'portal_portfolio', true), set_config('app.clients', 'all', true)`
      await tx.unsafe(`delete from ${table}`)
    }),
  ).rejects.toThrow(/permission denied/)
})

test.each(tables)("%s: no login moves a row to another tenant or takes one from it", async (table) => {
  for (const [login, sql] of Object.entries(logins)) {
    if (!may(login, "UPDATE", table)) continue
    const attempt = sql.begin(async (tx) => {
      for (const [name, value] of Object.entries(asAcme)) await tx`select set_config(${name}, ${value}, true)`
      const taken = await tx.unsafe(
        `update ${table} set ${key(table)} = ${key(table)} where ${key(table)} = '${globex.id}'`,
      )
      expect(taken.count, `${login} touched rows of another tenant in ${table}`).toBe(0)
      await tx.unsafe(`update ${table} set ${key(table)} = '${globex.id}'`)
    })
    await expect(attempt, `${login} gave rows of ${table} away`).rejects.toThrow(
      /row-level security|violates|permission denied/,
    )
  }
})

test.each([
  ["sources, before a tenant is known", "portal_ingest", "sources"],
  ["the credentials", "portal_ingest", "source_credentials"],
])("the receiver sees %s only through its door", async (_name, _login, table) => {
  expect((await seen(logins.portal_ingest, table, { "app.door": "credentials" })).foreign).toBeGreaterThan(0)
  expect((await seen(logins.portal_ingest, table, { "app.door": "inbox" })).foreign).toBe(0)
})

test("a reference to another tenant's row is refused like one to no row", async () => {
  const [theirs] = await logins.portal_web.begin(async (tx) => {
    await tx`select set_config('app.tenant', ${globex.id}, true)`
    return tx<{ id: string }[]>`select id from incidents limit 1`
  })
  const link = (incident: string) =>
    logins.portal_web.begin(async (tx) => {
      await tx`select set_config('app.tenant', ${acme.id}, true)`
      await tx`update alerts set incident_id = ${incident}`
    })
  const errors = await Promise.all(
    [theirs?.id ?? "", newId()].map((id) =>
      link(id).catch((error: Error) => error.message.replaceAll(/[0-9a-f-]{36}/g, "id")),
    ),
  )
  expect(errors[0]).toMatch(/foreign key/)
  expect(errors[0]).toBe(errors[1])
})
