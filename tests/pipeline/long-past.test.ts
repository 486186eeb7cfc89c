import { sql } from "drizzle-orm"
import { expect, test } from "vitest"
import { mintPortfolio, mintScope } from "#app/auth/mint-scope.server.ts"
import {
  lookAtRules,
  simulationSoFar,
  type SimulationSoFar,
} from "#app/domain/correlation/simulate.server.ts"
import type { Matcher } from "#app/domain/matching/matcher.ts"
import { lookAtRecipe, recipeSoFar, type RecipeSoFar } from "#app/domain/sources/try-recipe.server.ts"
import { lookAtSuppression, previewSoFar } from "#app/domain/suppressions/preview.server.ts"
import { inPortfolio, inTenant } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { inOneTurn, inShortTurns } from "../support/looks.ts"
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

test("2.3.9 the preview is of all alerts of the last 30 days, however many there were and in how many turns", async () => {
  const floor = await longPast(2_500)
  await inTenant(floor.tenant.scope("alerts.read", "suppressions.manage"), async (t) => {
    const whole = await inOneTurn(lookAtSuppression(floor.tenant.id, info, null), t)
    expect(whole).toMatchObject({ total: 2_501, looked: 2_501, hidden: 833, becameIncidents: 0, open: 0 })
    expect(whole.examples).toHaveLength(10)
    const turns = await inShortTurns(
      (from) => lookAtSuppression(floor.tenant.id, info, from),
      previewSoFar,
      t,
    )
    expect(turns.map(({ looked, total }) => [looked, total])).toEqual(
      [500, 1000, 1500, 2000, 2500, 2501].map((looked) => [looked, 2501]),
    )
    expect(turns.at(-1)).toEqual({ ...whole, isDone: true })
  })
})

test("a list of rules and a recipe are tried on all there was, in any number of turns", async () => {
  const floor = await longPast(1_700)
  await inPortfolio(mintPortfolio<"alerts.read">([floor.tenant.id], ana), async (t) => {
    const look = (from: SimulationSoFar | null) => lookAtRules({ draft: [], saved: null, client: null }, from)
    const whole = await inOneTurn(look(null), t)
    expect(whole).toMatchObject({ alerts: 1_701, total: 1_701 })
    const turns = await inShortTurns(look, simulationSoFar, t)
    expect(turns.map(({ alerts, total }) => [alerts, total])).toEqual(
      [500, 1000, 1500, 1701].map((alerts) => [alerts, 1701]),
    )
    expect(turns.at(-1)).toEqual({ ...whole, isDone: true })
  })
  await inTenant(floor.tenant.scope("sources.read"), async (t) => {
    const look = (from: RecipeSoFar | null) =>
      lookAtRecipe(t, floor.sourceId, [{ field: "title", foldCase: false }], from)
    const whole = await inOneTurn(await look(null), t)
    expect(whole).toMatchObject({ events: 1_701, total: 1_701 })
    const turns = await inShortTurns(look, recipeSoFar, t)
    expect(turns.map(({ events }) => events)).toEqual([500, 1000, 1500, 1701])
    expect(turns.at(-1)).toEqual({ ...whole, isDone: true })
  })
})
