import { readFileSync } from "node:fs"
import { join } from "node:path"
import { sql } from "drizzle-orm"
import { expect, test } from "vitest"
import { archiveAsset } from "#app/domain/services/archive-asset.server.ts"
import { changeAsset } from "#app/domain/services/change-asset.server.ts"
import { createAsset } from "#app/domain/services/create-asset.server.ts"
import { importAssets } from "#app/domain/services/import-assets.server.ts"
import { projectRoot } from "#db/migrate.ts"
import { inTenant } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { newTenant, type TestTenant } from "../support/tenants.ts"

const { owner } = await testDatabase()
const within = <T>(
  tenant: TestTenant,
  work: (
    t: Parameters<Parameters<typeof inTenant<"services.manage" | "services.read", T>>[1]>[0],
  ) => Promise<T>,
) => inTenant(tenant.scope("services.manage", "services.read"), work)

const aliasesOf = (tenant: TestTenant) =>
  within(tenant, async (t) => {
    const rows = await t.sql.execute<{ alias: string }>(
      sql`select alias from asset_aliases where tenant_id = ${tenant.id} order by 1`,
    )
    return rows.map(({ alias }) => alias)
  })
const asset = (name: string, ...aliases: string[]) => ({
  ...{ name, kind: "host", aliases, criticality: "low" as const, serviceId: null },
})

test("2.2.3 an asset is looked up by the aliases it has now, and by none once it is archived", async () => {
  const [tenant, other] = [await newTenant(), await newTenant()]
  await within(other, (t) => createAsset(t, asset("db-1", "10.0.0.1")))
  const { id } = await within(tenant, (t) => createAsset(t, asset("db-1", "10.0.0.1", "10.0.0.2")))
  expect(await aliasesOf(tenant)).toEqual(["10.0.0.1", "10.0.0.2", "db-1"])
  await within(tenant, (t) => changeAsset(t, id, { aliases: ["10.0.0.3"] }))
  expect(await aliasesOf(tenant)).toEqual(["10.0.0.3", "db-1"])
  await within(tenant, (t) => importAssets(t, "name,aliases\ndb-1,10.0.0.4\nweb-1,", { isPreview: false }))
  expect(await aliasesOf(tenant)).toEqual(["10.0.0.3", "10.0.0.4", "db-1", "web-1"])
  await within(tenant, (t) => archiveAsset(t, id))
  expect(await aliasesOf(tenant)).toEqual(["web-1"])
  expect(await aliasesOf(other)).toEqual(["10.0.0.1", "db-1"])
})

test("the migration gives the assets of before their aliases, as an owner that row security binds", async () => {
  const tenant = await newTenant()
  await within(tenant, (t) => createAsset(t, asset("db-1", "10.0.0.1")))
  const [other] = await owner`select count(*)::int as n from assets`
  expect(other).toEqual({ n: 0 })
  const migration = readFileSync(join(projectRoot(), "db/migrations/0017_lookup_keys.sql"), "utf8")
  const filling = migration
    .split("--> statement-breakpoint")
    .map((statement) => statement.trim())
    .filter((statement) => /^(ALTER TABLE assets|INSERT INTO asset_aliases)/.test(statement))
  expect(filling).toHaveLength(3)
  await owner.unsafe("alter table asset_aliases no force row level security")
  await owner.unsafe("truncate asset_aliases")
  for (const statement of filling) await owner.unsafe(statement)
  await owner.unsafe("alter table asset_aliases force row level security")
  expect(await aliasesOf(tenant)).toEqual(["10.0.0.1", "db-1"])
  expect(await owner`select count(*)::int as n from assets`).toEqual([{ n: 0 }])
})
