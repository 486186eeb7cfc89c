import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "datadog", contentType: null, body: JSON.stringify(body) })
const first = (body: unknown) => read(body).events[0]

const event = {
  id: "5551",
  title: "[P1] [Triggered on {host:db-1}] Disk",
  alert_transition: "Triggered",
  alert_type: "error",
  monitor_id: "42",
  scopes: "host:db-1",
  priority: "P1",
  date: "1767225600000",
  tags: "env:prod,team:dba",
}

test("a monitor's group is one problem through all its transitions", () => {
  expect(first(event)).toMatchObject({
    kind: "firing",
    severity: "critical",
    asset: "db-1",
    dedupeKey: ["42", "host:db-1"],
    occurredAt: "2026-01-01T00:00:00Z",
    labels: { "tag.env": "prod" },
    partial: [],
  })
  expect(first({ ...event, id: "5552", alert_transition: "Recovered", alert_type: "success" })).toMatchObject(
    {
      kind: "resolved",
      dedupeKey: ["42", "host:db-1"],
    },
  )
})

test("the default template says it all in its title", () => {
  const short = (title: string) => first({ id: "1", title, body: "", date: 1767225600000 })
  expect(short("[Triggered on {host:a}] CPU")).toMatchObject({ kind: "firing", asset: "a" })
  expect(short("[Recovered on {host:a}] CPU")).toMatchObject({
    kind: "resolved",
    dedupeKey: short("[Warn on {host:a}] CPU")?.dedupeKey ?? [],
  })
  expect(short("[P4] [No Data] CPU")).toMatchObject({
    kind: "firing",
    severity: "low",
    sourceStatus: "No Data",
  })
})

test("variables that were not filled in are no values", () =>
  expect(first({ ...event, monitor_id: "$ALERT_ID", aggreg_key: "ag1" })).toMatchObject({
    dedupeKey: ["ag1"],
  }))

test.each([
  [{ priority: "P5" }, "info"],
  [{ priority: "", alert_type: "warning", title: "x" }, "medium"],
  [{ priority: "normal", title: "[P3] x" }, "medium"],
  [{ priority: "urgent?" }, "medium"],
])("%j", (change, severity) => expect(first({ ...event, ...change })?.severity).toBe(severity))

test("the API's monitors, a test and another tool's body", () => {
  expect(first({ id: 42, name: "Disk", overall_state: "OK", priority: 2 })).toMatchObject({
    kind: "resolved",
    severity: "high",
    externalId: "42",
  })
  expect(read({ ...event, title: "[TEST] [P1] [Triggered] Disk" }).ignored).toMatch(/test/)
  expect(() => read({ a: 1 })).toThrow(/neither a title/)
})

test("a template of which only the transition was filled in is still an alert", () =>
  expect(first({ ALERT_ID: "$ALERT_ID", ALERT_TRANSITION: "Recovered" })).toMatchObject({
    kind: "resolved",
    title: "Datadog monitor",
    partial: ["title"],
  }))

test("a signal goes by its own rule and has no transition; an incident has states", () => {
  const signal = { event_type: "security_monitoring_signal", security_signal_id: "s1", alert_id: "9" }
  expect(first({ ...signal, security_rule_name: "Brute force" })).toMatchObject({
    discipline: "soc",
    rule: "Brute force",
    externalId: "s1",
    dedupeKey: ["incident", "s1"],
    partial: [],
  })
  expect(first({ incident_title: "Down", incident_public_id: "7", incident_status: "stable" })).toMatchObject(
    {
      kind: "firing",
      defaulted: [],
    },
  )
})

test("of a message's links none is a trace, its addresses are", () =>
  expect(
    first({ ...event, body: "from 192.0.2.9, see https://app.datadoghq.com/monitors/42" })?.observables,
  ).toEqual([{ type: "ip", value: "192.0.2.9" }]))
