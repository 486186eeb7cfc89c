import { afterAll, expect, test } from "vitest"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { instant } from "#app/kernel/time.ts"
import { drainOnce } from "#workers/pipeline/drain.ts"
import { runReceiver } from "#workers/receiver/main.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { hostileTexts } from "../support/hostile-texts.ts"
import { workerRows } from "../support/worker-rows.ts"
import { waiting } from "./invariants.ts"

/* What arrives twice, late, with a wrong clock, or as poison. */
const { owner: _, ...config } = await testDatabase()
const look = workerRows(config)
const { port, close } = await runReceiver({ port: 0, config, log: { error: () => {} }, isKnownAdapter })
afterAll(close)

const post = (floor: Floor, body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${port}/ingest/v1/generic`, {
    method: "POST",
    headers: { authorization: `Bearer ${floor.token}`, "content-type": "application/json", ...headers },
    body,
  })
const problem = (more: object = {}) => ({
  key: "k",
  title: "Disk full",
  severity: "high",
  rule: "disk",
  ...more,
})

/** Three consumers at once, until nothing is left. */
async function drainTogether(): Promise<void> {
  const lane = async () => {
    while ((await waiting(look)) > 0) await drainOnce({ error: () => {} }, 7).catch(() => 0)
  }
  await Promise.all([lane(), lane(), lane()])
}

test("100 of one problem in parallel: one open alert with 100 occurrences; at another client it is another alert", async () => {
  const [acme, globex] = [await newFloor(), await newFloor()]
  const body = JSON.stringify(problem())
  const answers = await Promise.all([
    ...Array.from({ length: 100 }, () => post(acme, body)),
    ...Array.from({ length: 3 }, () => post(globex, body)),
  ])
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([202]))
  await drainTogether()
  expect((await acme.alerts()).map((a) => a.count)).toEqual([100])
  expect((await globex.alerts()).map((a) => a.count)).toEqual([3])
})

test("100 with one delivery id in parallel: one occurrence", async () => {
  const floor = await newFloor()
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => post(floor, JSON.stringify(problem()), { "idempotency-key": "one" })),
  )
  const receipts = await Promise.all(
    answers.map(async (answer) => ((await answer.json()) as { receipt: string }).receipt),
  )
  expect(new Set(receipts).size).toBe(1)
  await drainTogether()
  expect((await floor.alerts()).map((a) => a.count)).toEqual([1])
})

test("a resolve before its trigger is stored and hides nothing; the trigger that comes late is seen as a firing alert", async () => {
  const floor = await newFloor()
  await floor.send([problem({ status: "resolved" })])
  await floor.drain()
  expect(await floor.alerts()).toEqual([])
  await floor.send([problem()])
  await floor.drain()
  expect((await floor.alerts()).map((a) => [a.state, a.condition])).toEqual([["new", "firing"]])
})

test.each([
  ["ten minutes ahead", "2096-01-01T00:10:00Z"],
  ["ten minutes behind", new Date(Date.now() - 600_000).toISOString()],
  ["in 1970", "1970-01-01T00:00:00Z"],
])("a sender's clock %s moves neither order nor deadlines; its own time is kept", async (_name, at) => {
  const floor = await newFloor()
  const before = Date.now()
  await floor.send([problem({ timestamp: at })])
  await floor.drain()
  const [alert] = await floor.alerts()
  expect(alert?.firstSeenAt.epochMilliseconds).toBeGreaterThanOrEqual(before)
  expect(alert?.dueAt?.epochMilliseconds).toBeGreaterThan(before)
  expect(alert?.occurredAt?.equals(instant(at))).toBe(true)
  await floor.send([problem({ status: "resolved", timestamp: at })])
  await floor.drain()
  expect((await floor.alerts()).map((a) => a.condition)).toEqual(["cleared"])
})

const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`
const poison: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>> = {
  "a thousand levels": deep(1000),
  "a hundred thousand levels": deep(100_000),
  "levels in a field": `{"title":"x","labels":${deep(5000)}}`,
  "a number without end": `{"title":"x","severity":1e400,"key":1e400}`,
  "a number no database holds": `{"title":"x","key":1e200000}`,
  "an escaped NUL": `{"title":"a\\u0000b","key":"\\u0000"}`,
  "a NUL byte": `{"title":"a\0b"}`,
  "half a pair": `{"title":"\\ud800","key":"\\udfff"}`,
  "keys twice": `{"title":"one","title":"two","key":"1","key":"2"}`,
  "a prototype": `{"__proto__":{"title":"x"},"constructor":{"prototype":1},"title":"y"}`,
  "a key of 5,000": JSON.stringify({ title: "x", key: "k".repeat(5000) }),
  "a title of a million": JSON.stringify({ title: "t".repeat(1_000_000) }),
  "a hundred thousand alerts": JSON.stringify(Array.from({ length: 100_000 }, () => 0)),
  "blanks a pattern would choke on": JSON.stringify({ title: `${" ".repeat(100_000)}x` }),
  "a date that is none": `{"title":"x","timestamp":"99999-99-99T99:99:99Z"}`,
  "a year nobody knows": `{"title":"x","timestamp":"-271821-04-20T00:00:00Z"}`,
  "bytes that are no text": new Uint8Array([0xff, 0xfe, 0x00, 0xd8, 0x80]),
  "half a document": `{"title":`,
  nothing: "",
  "null and nothing else": "null",
  ...Object.fromEntries(
    Object.entries(hostileTexts).map(([name, text]) => [
      `text: ${name}`,
      JSON.stringify({ title: text, key: text, asset: text }),
    ]),
  ),
}

test("each of the poison corpus is refused, or stored and told what became of it; the alert behind it goes through, and the list shows", async () => {
  const floor = await newFloor()
  const receipts = new Map<string, string>()
  for (const [name, body] of Object.entries(poison)) {
    const answer = await post(floor, body)
    if (answer.status === 202) receipts.set(name, ((await answer.json()) as { receipt: string }).receipt)
    else expect(answer.status, name).toBeOneOf([400, 413, 415])
    expect((await post(floor, JSON.stringify(problem({ key: `behind ${name}` })))).status, name).toBe(202)
  }
  await floor.drain()
  expect(await waiting(look)).toBe(0)
  const states = await Promise.all(
    [...receipts].map(async ([name, id]) => {
      const answer = await fetch(`http://127.0.0.1:${port}/ingest/v1/receipts/${id}`, {
        headers: { authorization: `Bearer ${floor.token}` },
      })
      return [name, ((await answer.json()) as { state: string }).state] as const
    }),
  )
  expect(states.filter(([, state]) => state !== "processed" && state !== "quarantined")).toEqual([])
  const alerts = await floor.alerts()
  const behind = alerts.filter((alert) => alert.externalId?.startsWith("behind "))
  expect(behind).toHaveLength(Object.keys(poison).length)
  expect(alerts.length).toBeGreaterThan(behind.length)
})
