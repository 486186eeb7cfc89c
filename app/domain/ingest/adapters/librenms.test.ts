import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "librenms", contentType: null, body: JSON.stringify(body) })
const first = (body: unknown) => read(body).events[0]

const alert = {
  title: "Alert for device sw-1 - Port down",
  hostname: "sw-1",
  alert_id: 5,
  rule_id: "2",
  name: "Port down",
  severity: "critical",
  state: "1",
  timestamp: "2026-01-01 00:00:00",
  ip: "10.0.0.3",
}

test("an alert", () =>
  expect(first(alert)).toMatchObject({
    kind: "firing",
    severity: "critical",
    asset: "sw-1",
    externalId: "5",
    dedupeKey: ["5"],
    occurredAt: "2026-01-01T00:00:00Z",
    observables: [{ type: "ip", value: "10.0.0.3" }],
    partial: [],
  }))

test.each([
  ["0", "resolved"],
  [2, "info"],
  ["3", "firing"],
  ["4", "firing"],
])("state %j is %s", (state, kind) => expect(first({ ...alert, state })?.kind).toBe(kind))

test("without a state the title says it; without an id the device and rule are the problem", () =>
  expect(
    first({ ...alert, state: undefined, alert_id: null, title: "Device sw-1 recovered from Port down" }),
  ).toMatchObject({
    kind: "resolved",
    dedupeKey: ["sw-1", "2"],
    partial: [],
  }))

test("a test and another body", () => {
  expect(read({ ...alert, title: "Testing transport from LibreNMS" }).ignored).toMatch(/test/)
  expect(() => read({ a: 1 })).toThrow(/neither/)
})

test("the alert and its device side by side; without a rule the title is the problem", () => {
  const given = {
    alert: { state: "alert", severity: "critical", id: 7, name: "CPU" },
    device: { hostname: "sw-1" },
    event: { timestamp: "2026-01-01T00:00:00Z" },
  }
  expect(read(given).events[0]).toMatchObject({
    kind: "firing",
    asset: "sw-1",
    externalId: "7",
    occurredAt: "2026-01-01T00:00:00Z",
  })
  expect(read({ host: "sw-1", title: "Port down", state: 1 }).events[0]?.dedupeKey).toEqual([
    "sw-1",
    "Port down",
  ])
})

test("whom a message names is found", () =>
  expect(first({ ...alert, msg: "BGP peer 192.0.2.9 is down" })?.observables).toContainEqual({
    type: "ip",
    value: "192.0.2.9",
  }))

test("an alert of the API's list goes by its id", () => {
  const listed = { id: 26, device_id: 4, rule_id: 2, state: 1, open: 1, timestamp: "2026-01-01 00:00:00" }
  expect(first({ status: "ok", count: 1, alerts: [listed] })).toMatchObject({
    externalId: "26",
    kind: "firing",
  })
})
