import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown, contentType: string | null = null) =>
  normaliseDelivery({
    adapterKey: "generic",
    contentType,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const first = (body: unknown) => read(body).events[0]

test("our own format, whole", () => {
  expect(
    first({
      title: "Cold store 4 above 8 °C",
      severity: "S1",
      status: "firing",
      key: "store-4/temperature",
      description: "Door open? Gateway 10.6.0.1",
      asset: "store-4",
      time: "2026-06-07T08:09:10.5+02:00",
      url: "https://cold.example.com/4",
      category: "hardware",
      discipline: "noc",
      rule: "temperature",
      labels: { site: "north", floor: 2 },
      techniques: ["t1498"],
      observables: [
        { type: "user", value: "ines" },
        { type: "ip", value: "not one" },
      ],
    }),
  ).toEqual({
    kind: "firing",
    title: "Cold store 4 above 8 °C",
    description: "Door open? Gateway 10.6.0.1",
    severity: "critical",
    sourceSeverity: "S1",
    sourceStatus: "firing",
    externalId: "store-4/temperature",
    dedupeKey: ["store-4/temperature"],
    groupKey: ["temperature"],
    occurredAt: "2026-06-07T06:09:10.5Z",
    asset: "store-4",
    category: "hardware",
    discipline: "noc",
    observables: [
      { type: "user", value: "ines" },
      { type: "ip", value: "10.6.0.1" },
    ],
    techniques: ["T1498"],
    rule: "temperature",
    url: "https://cold.example.com/4",
    labels: { site: "north", floor: "2" },
    partial: [],
    defaulted: [],
  })
})

test.each([
  { message: "Down", host: "h", level: "error", alert_id: 7, state: "open", timestamp: 1767225600 },
  {
    summary: "Down",
    hostName: "h",
    priority: "P2",
    alertId: "7",
    State: "Alerting",
    createdAt: "2026-01-01T00:00:00Z",
  },
  { alert: { Title: "Down", HOST: "h", Severity: "Major", id: "7", status: "NEW", date: "1767225600000" } },
])("other names for the fields: %j", (body) =>
  expect(first(body)).toMatchObject({
    title: "Down",
    asset: "h",
    severity: "high",
    kind: "firing",
    dedupeKey: ["7"],
    occurredAt: "2026-01-01T00:00:00Z",
  }),
)

test.each(["resolved", "OK", "closed", "cleared", "recovered", "up", "normal"])("%s clears", (status) =>
  expect(first({ title: "x", key: "k", status })).toMatchObject({ kind: "resolved", dedupeKey: ["k"] }),
)

test("a state unheard of is firing and is said", () =>
  expect(first({ title: "x", status: "wobbly" })).toMatchObject({
    kind: "firing",
    partial: ["status:default(wobbly)"],
  }))

test.each([
  ["a list", [{ title: "a" }, { title: "b" }], null],
  ["lines", '{"title":"a"}\n{"title":"b"}', null],
  ["a list inside", { alerts: [{ title: "a" }, { title: "b" }] }, null],
])("%s", (_name, body, type) => expect(read(body, type).events.map((e) => e.title)).toEqual(["a", "b"]))

test("beside one that says what it is, the others are kept and marked", () => {
  const { events } = read([{ title: "a" }, { b: 1 }])
  expect(events.map((e) => e.partial)).toEqual([[], ["title"]])
})

test("a form and a text", () => {
  expect(read("title=Disk+full&severity=high", "application/x-www-form-urlencoded").events[0]).toMatchObject({
    title: "Disk full",
    severity: "high",
  })
  expect(first("Disk full\non db-1")).toMatchObject({ title: "Disk full", description: "Disk full\non db-1" })
})

test("without a key, title and asset are the identity, and that is marked", () =>
  expect(first({ title: "x", asset: "h" })?.dedupeKey).toEqual([null, "x", "h"]))

test("nothing to call it by is unreadable; a ping is ignored", () => {
  expect(() => read({ a: 1 })).toThrow(/no title/)
  expect(read([]).ignored).toMatch(/empty/)
  expect(read({ test: true }).ignored).toMatch(/test/)
})
