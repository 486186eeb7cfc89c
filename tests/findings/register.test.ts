import { sql } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { listHistory, listSightings } from "#app/domain/findings/read.server.ts"
import { requestAcceptance } from "#app/domain/findings/request-acceptance.server.ts"
import { decideAcceptance } from "#app/domain/findings/decide-acceptance.server.ts"
import { expireFindings } from "#app/domain/findings/expire.server.ts"
import { settleFinding } from "#app/domain/findings/settle.server.ts"
import { replayDeliveries } from "#app/domain/replay/replay-deliveries.server.ts"
import type { DeliveryId } from "#app/kernel/ids.ts"
import { drainOnce } from "#workers/pipeline/drain.ts"
import { inTenant } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"
import { findingDesk, gone, lead, promiseFixes, weakness } from "./desk.ts"

await testDatabase()

type Desk = Awaited<ReturnType<typeof findingDesk>>
const three = [1, 2, 3].map((n) =>
  weakness({ key: `host-${n}`, asset: `host-${n}.customer.example`, title: `Old kernel on host ${n}` }),
)
const signals = ({ floor }: Desk) =>
  inTenant(floor.tenant.scope("alerts.read"), (t) =>
    t.sql.execute<{ effect: string; alert_id: string | null }>(
      sql`select effect, alert_id from signals where tenant_id = ${floor.tenant.id} order by received_at, ordinal`,
    ),
  )
const effects = async (desk: Desk) => {
  const { id } = await desk.only()
  return desk.act(900, async (t) => (await listSightings(t, id)).map(({ effect }) => effect).toReversed())
}

describe("2.8.3", () => {
  test("a report of three items sent twice: three findings, no alert, and every signal is kept", async () => {
    const desk = await findingDesk()
    await desk.report([0, three], [60, three])
    const found = await desk.list()
    expect(found).toHaveLength(3)
    expect(found.every(({ state, count }) => state === "open" && count === 2)).toBe(true)
    expect(await desk.floor.alerts()).toEqual([])
    expect((await signals(desk)).map((s) => [s.effect, s.alert_id])).toEqual(
      Array.from({ length: 6 }, () => ["finding", null]),
    )
    const asWorker = mintScope(desk.floor.tenant.id, { kind: "system", name: "test" })
    const counts = await inTenant(asWorker, (t) =>
      t.sql.execute(
        sql`select sum(events)::int as events, sum(findings)::int as findings, sum(alerts)::int as alerts from source_hours
          where tenant_id = ${desk.floor.tenant.id}`,
      ),
    )
    expect(counts[0]).toEqual({ events: 6, findings: 6, alerts: 0 })
  })

  test("a finding has what the scanner said of it, and whether attackers use it", async () => {
    const desk = await findingDesk()
    await desk.report([0, weakness({ labels: { exploit_available: "true" }, url: "https://x.example/a" })])
    expect(await desk.only()).toMatchObject({
      ...{ title: "Remote code execution in examplelib", asset: "web-01.customer.example", severity: "high" },
      ...{ cves: ["CVE-2026-1001"], exploitKnown: true, url: "https://x.example/a", stateBy: "The scanner" },
      dueAt: null,
    })
  })

  test("gone: fixed by the scanner; seen again: it was not", async () => {
    const desk = await findingDesk()
    await desk.report([0, weakness()], [10, gone()])
    expect(await desk.only()).toMatchObject({ state: "fixed", stateBy: "The scanner" })
    await desk.report([20, weakness()])
    expect(await desk.only()).toMatchObject({ state: "open", count: 2 })
    expect(await effects(desk)).toEqual(["opened", "fixed", "reopened"])
    const { id } = await desk.only()
    const kinds = await desk.act(900, async (t) => (await listHistory(t, id)).map(({ kind }) => kind))
    expect(kinds.toReversed()).toEqual(["opened", "fixed", "reopened"])
  })

  test("one delivery that says gone and seen of one finding goes by their order", async () => {
    const desk = await findingDesk()
    await desk.report([0, [weakness(), gone(), weakness({ title: "Again" })]])
    expect(await desk.only()).toMatchObject({ state: "open", count: 2, title: "Again" })
  })

  test("gone of what nobody reported: the signal is kept, and there is no finding", async () => {
    const desk = await findingDesk()
    await desk.report([0, gone()])
    expect(await desk.list()).toEqual([])
    expect(await signals(desk)).toMatchObject([{ effect: "finding" }])
  })

  test("a false positive that is seen again only counts", async () => {
    const desk = await findingDesk()
    await desk.report([0, weakness()])
    const { id } = await desk.only()
    await desk.act(5, (t) => settleFinding(t, id, { as: "false_positive", note: "Not that library." }))
    await desk.report([20, weakness({ severity: "critical" })])
    expect(await desk.only()).toMatchObject({ state: "false_positive", count: 2, severity: "high" })
    expect(await desk.floor.alerts()).toEqual([])
  })

  test("an accepted risk comes back when its day has come", async () => {
    const desk = await findingDesk()
    await desk.report([0, weakness()])
    const { id } = await desk.only()
    const until = desk.at(100).toString()
    await desk.act(5, (t) => requestAcceptance(t, id, { reason: "Replaced in May", until }))
    await desk.act(6, (t) => decideAcceptance(t, id, { approve: true, comment: "" }), lead)
    await desk.report([20, weakness()])
    expect(await desk.only()).toMatchObject({ state: "accepted", count: 2 })
    expect(await desk.act(99, expireFindings)).toBe(0)
    expect(await desk.act(100, expireFindings)).toBe(1)
    expect(await desk.only()).toMatchObject({ state: "open", stateBy: "The portal", acceptedUntil: null })
    expect(await desk.act(101, expireFindings)).toBe(0)
  })

  test("an ordinary alert beside a finding in one delivery goes its own way", async () => {
    const desk = await findingDesk()
    await desk.report([0, [weakness(), { title: "Disk full", severity: "low", key: "disk" }]])
    expect(await desk.list()).toHaveLength(1)
    expect(await desk.floor.alerts()).toMatchObject([{ title: "Disk full" }])
  })

  test("four reports of the same taken by two workers: each finding once, and everything counted", async () => {
    const floor = await newFloor()
    const desk = await findingDesk({ floor })
    const many = Array.from({ length: 150 }, (_, i) => weakness({ key: `k${i}`, asset: `h${i}` }))
    await floor.send([many, many.toReversed(), many, many.toReversed()])
    const log = { error: () => {} }
    const drain = async () => {
      for (let tries = 0; tries < 20; tries++)
        try {
          if ((await drainOnce(log, 2)) === 0) return
        } catch {
          // Lost the race: the worker tries again.
        }
    }
    await Promise.all([drain(), drain()])
    await floor.drain()
    const found = await desk.list()
    expect(found).toHaveLength(150)
    expect(found.every(({ count }) => count === 4)).toBe(true)
    expect(await signals(desk)).toHaveLength(600)
  })
})

describe("2.2.7", () => {
  const broken = '{"title": "Remote code execution", "category": "vulnerability"'
  const replayAs = async (desk: Desk, id: DeliveryId, body: object) => {
    const asWorker = mintScope(desk.floor.tenant.id, { kind: "system", name: "test" })
    await inTenant(asWorker, (t) =>
      t.sql.execute(sql`update deliveries set body = ${JSON.stringify(body)} where id = ${id}`),
    )
    await inTenant(desk.floor.tenant.scope("sources.manage", "sources.read"), (t) =>
      replayDeliveries(t, desk.floor.sourceId, { kind: "one", delivery: id }, null),
    )
    await desk.floor.drain()
  }

  test("a replayed report opens nothing again, and only counts", async () => {
    const desk = await findingDesk()
    await desk.report([0, weakness()], [10, gone()])
    const [id] = await desk.floor.send([broken], desk.at(20).epochMilliseconds)
    await desk.floor.drain()
    await replayAs(desk, id!, weakness({ title: "As it was once" }))
    expect(await desk.only()).toMatchObject({ state: "fixed", count: 2, title: weakness().title })
    expect(await effects(desk)).toEqual(["opened", "fixed", "late"])
  })

  test("what only a replay told of has no clock until its scanner tells of it", async () => {
    const desk = await findingDesk()
    await promiseFixes(desk.floor, 48)
    const [id] = await desk.floor.send([broken], desk.at(0).epochMilliseconds)
    await desk.floor.drain()
    await replayAs(desk, id!, weakness())
    expect(await desk.only()).toMatchObject({ state: "open", dueAt: null })
    await desk.report([30, weakness()])
    expect((await desk.only()).dueAt?.toString()).toBe(desk.at(30 + 48 * 60).toString())
  })
})
