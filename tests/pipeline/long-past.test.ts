import { sql } from "drizzle-orm"
import { expect, test } from "vitest"
import { mintPortfolio, mintScope } from "#app/auth/mint-scope.server.ts"
import { simulate } from "#app/domain/correlation/simulate.server.ts"
import type { Matcher } from "#app/domain/matching/matcher.ts"
import { tryRecipe } from "#app/domain/sources/try-recipe.server.ts"
import { previewSuppression } from "#app/domain/suppressions/preview.server.ts"
import { inPortfolio, inTenant } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { ana } from "../support/tenants.ts"

await testDatabase()

const info: Matcher = {
  mode: "all",
  conditions: [{ field: "severity", op: "is", values: ["info"], foldCase: true }],
}

/** One alert and its signal, copied so often, as a busy client's last hours would look. */
async function longPast(copies: number): Promise<Floor> {
  const floor = await newFloor()
  await floor.send([{ key: "k", title: "Disk full", severity: "high", asset: "db-1", rule: "disk" }])
  await floor.drain()
  const system = mintScope(floor.tenant.id, { kind: "system", name: "test" })
  await inTenant(system, async (t) => {
    await t.sql.execute(sql`
      insert into alerts select r.* from alerts a, generate_series(1, ${copies}) n, jsonb_populate_record(a, jsonb_build_object(
        'id', left(a.id::text, 24) || lpad(to_hex(n), 12, '0'), 'fingerprint', md5(n::text), 'incident_id', null,
        'state', 'closed', 'closed_at', a.first_seen_at, 'severity', case when n % 3 = 0 then 5 else a.severity end)) r`)
    await t.sql.execute(sql`
      insert into signals select r.* from signals s, generate_series(1, ${copies}) n,
        jsonb_populate_record(s, jsonb_build_object('ordinal', n)) r`)
  })
  return floor
}

test("2.3.9 the preview is of all alerts of the last 30 days, however many there were", async () => {
  const floor = await longPast(6_500)
  const preview = await inTenant(floor.tenant.scope("alerts.read", "suppressions.manage"), (t) =>
    previewSuppression(t, floor.tenant.id, info),
  )
  expect(preview).toMatchObject({ total: 6_501, looked: 6_501, hidden: 2_166, becameIncidents: 0, open: 0 })
  expect(preview.examples).toHaveLength(10)
})

test("2.3.9 where there is no time for all, it looks at the newest and says of how many", async () => {
  const floor = await longPast(2_500)
  const preview = await inTenant(floor.tenant.scope("alerts.read", "suppressions.manage"), (t) =>
    previewSuppression(t, floor.tenant.id, info, 0),
  )
  expect(preview).toMatchObject({ total: 2_501, looked: 2_000 })
})

test("a list of rules and a recipe are tried on all there was", async () => {
  const floor = await longPast(4_500)
  const found = await inPortfolio(mintPortfolio<"alerts.read">([floor.tenant.id], ana), (t) =>
    simulate(t, [], null, null),
  )
  expect(found).toMatchObject({ alerts: 4_501, total: 4_501 })
  const tried = await inTenant(floor.tenant.scope("sources.read"), (t) =>
    tryRecipe(t, floor.sourceId, [{ field: "title", foldCase: false }]),
  )
  expect(tried).toMatchObject({ events: 4_501, total: 4_501 })
})
