import { sql } from "drizzle-orm"
import fc from "fast-check"
import { expect, test } from "vitest"
import { setRecipe } from "#app/domain/sources/set-recipe.server.ts"
import { Temporal } from "#app/kernel/time.ts"
import { inInbox } from "#db/inbox-door.ts"
import { inTenantAt } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { diskAlert } from "../support/disk-alert.ts"
import { type Floor, newFloor } from "../support/floor.ts"

await testDatabase()
const minute = 60_000
const start = Date.now() - 10 * 3_600_000
const time = (minutes: number) => new Date(start + minutes * minute).toISOString()

type Said = { readonly problem: string; readonly minute: number; readonly kind: "firing" | "resolved" }

/** By the tool's clock: trigger and clear in turn, some problems left firing, some with a clear alone. */
const problems = fc.array(
  fc.record({ pairs: fc.integer({ min: 0, max: 3 }), more: fc.constantFrom("nothing", "trigger", "clear") }),
  { minLength: 1, maxLength: 8 },
)

const courseOf = (some: readonly { readonly pairs: number; readonly more: string }[]): Said[] =>
  some.flatMap(({ pairs, more }, i): Said[] => {
    const problem = `p${i}`
    const kinds = [
      ...Array.from({ length: pairs }, () => ["firing", "resolved"] as const).flat(),
      ...(more === "nothing" ? [] : [more === "trigger" ? ("firing" as const) : ("resolved" as const)]),
    ]
    return kinds.map((kind, at) => ({ problem, kind, minute: -300 + at * 7 + i }))
  })

/** Sends what was said in this order, cut into batches, and gives what each problem has become. */
async function lastsAs(floor: Floor, said: readonly Said[], run: string, batch: number) {
  for (let i = 0; i < said.length; i += batch) {
    const bodies = said.slice(i, i + batch).map((one) =>
      diskAlert({
        ...{ key: `${run} ${one.problem}`, rule: run, time: time(one.minute) },
        status: one.kind,
      }),
    )
    await floor.send(bodies, start + i)
    await floor.drain()
  }
  const found = (await floor.alerts()).filter(({ externalId }) => externalId?.startsWith(`${run} `))
  return found
    .map(({ externalId, state, condition, count }) => ({
      ...{ problem: externalId?.split(" ").at(-1), state, condition, count },
    }))
    .sort((a, b) => String(a.problem).localeCompare(String(b.problem)))
}

test("2.3.5 pairs of trigger and clear that arrive in any order, in any batches, end as they do in order", async () => {
  const shuffled = problems.chain((some) => {
    const said = courseOf(some)
    return fc.tuple(
      fc.constant(said),
      fc.shuffledSubarray(said, { minLength: said.length }),
      fc.integer({ min: 1, max: 5 }),
    )
  })
  let runs = 0
  await fc.assert(
    fc.asyncProperty(shuffled, async ([said, mixed, batch]) => {
      const [inOrder, anyHow] = [await newFloor(), await newFloor()]
      const byClock = said.toSorted((a, b) => a.minute - b.minute)
      const run = `run-${(runs += 1)}`
      expect(await lastsAs(anyHow, mixed, run, batch)).toEqual(await lastsAs(inOrder, byClock, run, 1))
    }),
    { numRuns: 8 },
  )
}, 120_000)

test("2.3.5 an early clear is found among any number of others, and one that overtook two triggers ends both", async () => {
  const floor = await newFloor()
  const early = Array.from({ length: 400 }, (_, i) =>
    diskAlert({ key: `k-${i}`, status: "resolved", time: time(-3) }),
  )
  await floor.send(early, start)
  await floor.drain()
  for (const at of [-5, -4]) {
    await floor.send([diskAlert({ key: "k-0", time: time(at) })], start + (10 + at) * minute)
    await floor.drain()
  }
  expect(await floor.alerts()).toMatchObject([{ condition: "cleared", count: 2 }])
})

test("2.3.5 a clear under the recipe of before ends a trigger under the new one, and what comes late after it", async () => {
  const floor = await newFloor()
  const recipeAt = (minutes: number, field: "rule" | "title") =>
    inTenantAt(
      floor.tenant.scope("sources.manage", "sources.read"),
      Temporal.Instant.fromEpochMilliseconds(start + minutes * minute),
      (t) => setRecipe(t, floor.sourceId, [{ field, foldCase: false }]),
    )
  await recipeAt(-3000, "rule")
  await floor.send([diskAlert({ status: "resolved", time: time(-3) })], start)
  await floor.drain()
  await recipeAt(1, "title")
  for (const at of [-5, -4]) {
    await floor.send([diskAlert({ time: time(at) })], start + (10 + at) * minute)
    await floor.drain()
  }
  expect(await floor.alerts()).toMatchObject([{ condition: "cleared", count: 2 }])
})

test("2.3.5 only clears that match nothing are kept, and a batch looks for them by their key", async () => {
  const floor = await newFloor()
  const kept = () =>
    inInbox(async (tx) => {
      await tx.narrowTo([floor.tenant.id])
      const rows = await tx.sql.execute<{ n: number }>(
        sql`select count(*)::int as n from early_clears where tenant_id = ${floor.tenant.id}`,
      )
      return rows[0]?.n
    })
  await floor.send([diskAlert({ time: time(-5) }), diskAlert({ status: "resolved", time: time(-3) })], start)
  await floor.drain()
  expect(await kept()).toBe(0)
  await floor.send([diskAlert({ key: "other", status: "resolved", time: time(-3) })], start + minute)
  await floor.drain()
  expect(await kept()).toBe(1)
})
