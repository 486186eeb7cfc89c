import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "grafana", contentType: null, body: JSON.stringify(body) })
const first = (body: unknown) => read(body).events[0]

const alert = {
  status: "firing",
  labels: { alertname: "Lag", instance: "db-2", severity: "critical" },
  annotations: { summary: "Lag on db-2", description: "peer 10.0.0.2" },
  startsAt: "2026-01-01T00:00:00Z",
  endsAt: "0001-01-01T00:00:00Z",
  fingerprint: "f1",
}
const group = (change: object = {}) => ({
  receiver: "r",
  orgId: 1,
  version: "1",
  status: "firing",
  alerts: [{ ...alert, ...change }],
})

test("a group's alerts, each with its own state", () => {
  expect(first(group())).toMatchObject({
    kind: "firing",
    severity: "critical",
    title: "Lag on db-2",
    asset: "db-2",
    dedupeKey: ["f1"],
    observables: [{ type: "ip", value: "10.0.0.2" }],
    partial: [],
  })
  expect(first(group({ status: "resolved", endsAt: "2026-01-01T01:00:00Z" }))).toMatchObject({
    kind: "resolved",
    dedupeKey: ["f1"],
    occurredAt: "2026-01-01T01:00:00Z",
  })
})

const rule = {
  ruleId: 3,
  ruleName: "Load",
  title: "[Alerting] Load",
  state: "alerting",
  evalMatches: [{ tags: { host: "w1" } }],
}

test.each([
  ["alerting", "firing"],
  ["no_data", "firing"],
  ["ok", "resolved"],
  ["paused", "info"],
])("legacy %s is %s", (state, kind) =>
  expect(first({ ...rule, state })).toMatchObject({
    kind,
    title: "Load",
    asset: "w1",
    externalId: "3",
    dedupeKey: ["3", "-"],
  }),
)

test("Grafana OnCall hands the group on", () =>
  expect(first({ event: { type: "firing" }, alert_payload: group() })?.externalId).toBe("f1"))

test("a test of the contact point is ignored, drift kept, another body unreadable", () => {
  expect(read(group({ labels: { alertname: "TestAlert", instance: "Grafana" } })).ignored).toMatch(/test/)
  expect(first({ alerts: [{ labels: { a: "1" } }] })).toMatchObject({
    kind: "firing",
    partial: ["status", "labels.alertname"],
  })
  expect(() => read({ a: 1 })).toThrow(/neither/)
})

test("a rule without data goes by its own name", () =>
  expect(
    first(group({ labels: { alertname: "DatasourceNoData", rulename: "Lag" }, annotations: {} }))?.title,
  ).toBe("Lag (DatasourceNoData)"))

test("a group that is resolved resolves its alerts; OnCall's steps and the old test are no alerts", () => {
  const alert = { status: "firing", labels: { alertname: "A" }, fingerprint: "ab" }
  const payload = { status: "firing", alerts: [alert] }
  expect(read({ ...payload, status: "resolved" }).events[0]?.kind).toBe("resolved")
  expect(read({ alert_group: { state: "resolved" }, alert_payload: payload }).events[0]?.kind).toBe(
    "resolved",
  )
  expect(read({ alert_group: { state: "acknowledged" }, alert_payload: payload }).ignored).toMatch(/OnCall/)
  const message = "Someone is testing the alert notification within Grafana."
  expect(read({ ruleId: 0, ruleName: "Test notification", state: "alerting", message }).ignored).toMatch(
    /test/,
  )
})

test("OnCall's group: its id lasts to the end, and stands in for an alert that is not Grafana's own", () => {
  const group = (state: string) => ({
    id: "I1",
    title: "Link down",
    state,
    resolved_at: "2026-01-02T00:00:00Z",
  })
  const post = (state: string, alert_payload: object) => ({ alert_group: group(state), alert_payload })
  const own = { labels: { alertname: "A" }, status: "firing", startsAt: "2026-01-01T00:00:00Z" }
  expect(first(post("new", own))).toMatchObject({ kind: "firing", title: "A", externalId: "I1" })
  expect(first(post("resolved", own))).toMatchObject({
    kind: "resolved",
    dedupeKey: ["I1"],
    occurredAt: "2026-01-02T00:00:00Z",
  })
  expect(first(post("new", { anything: 1 }))).toMatchObject({
    title: "Link down",
    externalId: "I1",
    partial: [],
  })
  const listed = { ...group("resolved"), alerts_count: 2, integration_id: "C1" }
  expect(first({ results: [listed] })).toMatchObject({ kind: "resolved", title: "Link down" })
  expect(first({ results: [{ alert_group_id: "I1", payload: own }] })?.title).toBe("A")
})

test("a template that left the alerts out: the title says which, the state how it is", () => {
  const left = (title: string, state: string) =>
    first({ title, state, receiver: "r", orgId: 1, message: "m" })
  expect(left("[FIRING:2] Lag (blue)", "alerting")).toMatchObject({ kind: "firing", title: "Lag (blue)" })
  expect(left("[RESOLVED] Lag (blue)", "ok")).toMatchObject({
    kind: "resolved",
    dedupeKey: left("[FIRING:2] Lag (blue)", "alerting")?.dedupeKey,
  })
})
