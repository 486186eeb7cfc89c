import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "elastic-security", contentType: null, body: JSON.stringify(body) })

const dotted = (change: object = {}) => ({
  "@timestamp": "2026-01-01T00:00:01Z",
  "kibana.alert.uuid": "u",
  "kibana.alert.rule.name": "R",
  "kibana.alert.severity": "low",
  "kibana.alert.workflow_status": "open",
  "kibana.alert.original_time": "2026-01-01T00:00:00Z",
  "host.name": "h",
  ...change,
})
const nested = {
  "@timestamp": "2026-01-01T00:00:00Z",
  kibana: { alert: { uuid: "u", severity: "low", workflow_status: "open", rule: { name: "R" } } },
  host: { name: "h" },
}

test.each([
  ["dotted", dotted()],
  ["nested", nested],
  ["a hit", { hits: { hits: [{ _source: nested }] } }],
  ["an action's context", { context: { alerts: [nested] } }],
  ["with the side a connection came from", { alerts: [{ ...nested, source: { ip: "10.0.0.7" } }] }],
])("an alert, %s", (_name, body) =>
  expect(read(body).events).toMatchObject([
    {
      title: "R",
      severity: "low",
      asset: "h",
      externalId: "u",
      occurredAt: "2026-01-01T00:00:00Z",
      partial: [],
    },
  ]),
)

test.each([
  [{ "kibana.alert.workflow_status": "acknowledged" }, "firing"],
  [{ "kibana.alert.workflow_status": "closed" }, "resolved"],
  [{ "kibana.alert.status": "recovered" }, "resolved"],
])("%o is %s", (change, kind) =>
  expect(read(dotted(change)).events[0]).toMatchObject({ kind, dedupeKey: ["u"] }),
)

test.each([
  [99, "critical"],
  [73, "high"],
  [47, "medium"],
  ["21", "low"],
])("risk score %s is %s", (score, severity) =>
  expect(
    read(dotted({ "kibana.alert.severity": null, "kibana.alert.risk_score": score })).events[0]?.severity,
  ).toBe(severity),
)

test("a signal of version 7; an alert of the endpoint; another document", () => {
  const signal = {
    "@timestamp": "2026-01-01T00:00:00Z",
    signal: { status: "closed", rule: { id: "r", name: "R", severity: "high" }, parent: { id: "p" } },
  }
  expect(read(signal).events[0]).toMatchObject({ kind: "resolved", severity: "high", dedupeKey: ["r", "p"] })
  expect(
    read({ "@timestamp": "x", event: { kind: "alert", severity: 73 }, rule: { name: "Malware" } }).events[0],
  ).toMatchObject({
    title: "Malware",
    severity: "high",
  })
  expect(read({ "@timestamp": "2026-01-01T00:00:00Z", message: "log" }).ignored).toMatch(/no alerts/)
  expect(() => read({ a: 1 })).toThrow(/rule/)
})

test("the summary of a rule's run, an action's rule beside its alert, and building blocks", () => {
  const found = { "kibana.alert.uuid": "u", "kibana.alert.rule.name": "N", "kibana.alert.severity": "low" }
  const group = (data: unknown[]) => ({ count: data.length, data })
  expect(
    read({
      rule: { name: "N" },
      alerts: { new: group([found]), ongoing: group([]), recovered: group([found]) },
    }).events,
  ).toMatchObject([
    { kind: "firing", dedupeKey: ["u"] },
    { kind: "resolved", dedupeKey: ["u"] },
  ])
  const action = { rule: { id: "r", name: "N" }, alert: { uuid: "v", actionGroup: "recovered" } }
  expect(read(action).events[0]).toMatchObject({ kind: "resolved", title: "N", dedupeKey: ["v"] })
  expect(read({ ...found, "kibana.alert.building_block_type": "default" }).ignored).toMatch(/building blocks/)
})

test("an alert as a collector carries it", () =>
  expect(
    read({ "@timestamp": "2026-01-01T00:00:00Z", message: JSON.stringify(dotted()) }).events,
  ).toMatchObject([{ title: "R", externalId: "u" }]))
