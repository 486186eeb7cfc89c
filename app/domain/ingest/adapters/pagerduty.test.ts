import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "pagerduty", contentType: null, body: JSON.stringify(body) })
const first = (body: unknown) => read(body).events[0]

const payload = {
  summary: "Replication lag on orders-2",
  source: "orders-2.db.example.com",
  severity: "critical",
  timestamp: "2026-02-03T04:05:06.700-0500",
  component: "postgres",
  group: "orders",
  class: "replication",
  custom_details: { lag_seconds: 912, peer: "10.4.0.9", notes: { runbook: "https://wiki.example.com/r/9" } },
}
const trigger = {
  routing_key: "r0ut1ng",
  event_action: "trigger",
  dedup_key: "orders-2/lag",
  client: "Pg Watch",
  links: [{ href: "https://pg.example.com/d/1", text: "Dashboard" }],
  payload,
}

test("a trigger", () => {
  const event = first(trigger)
  expect(event).toMatchObject({
    kind: "firing",
    title: "Replication lag on orders-2",
    description: "lag_seconds: 912\npeer: 10.4.0.9\nnotes.runbook: https://wiki.example.com/r/9",
    severity: "critical",
    externalId: "orders-2/lag",
    groupKey: ["replication", "postgres"],
    rule: "replication",
    asset: "orders-2.db.example.com",
    occurredAt: "2026-02-03T09:05:06.700Z",
    url: "https://pg.example.com/d/1",
    labels: { component: "postgres", group: "orders", client: "Pg Watch", "details.peer": "10.4.0.9" },
    partial: [],
  })
  expect(event?.observables).toContainEqual({ type: "ip", value: "10.4.0.9" })
  expect(JSON.stringify(event)).not.toContain("r0ut1ng")
})

test.each([
  ["trigger", "firing"],
  ["acknowledge", "info"],
  ["resolve", "resolved"],
  ["RESOLVE", "resolved"],
  ["snooze", "firing"],
])("%s is %s, of the same problem", (event_action, kind) => {
  const event = first({ event_action, dedup_key: "orders-2/lag" })
  expect(event?.kind).toBe(kind)
  expect(event?.dedupeKey).toEqual(first(trigger)?.dedupeKey)
})

test.each([
  ["critical", "critical"],
  ["error", "high"],
  ["warning", "medium"],
  ["info", "info"],
])("severity %s is %s", (severity, ours) =>
  expect(first({ ...trigger, payload: { ...payload, severity } })?.severity).toBe(ours),
)

test("without a key, the same summary of one source is the same problem, and that is marked", () => {
  const { dedup_key: _, ...keyless } = trigger
  expect(first(keyless)?.dedupeKey).toEqual([null, payload.summary, payload.source])
})

test("the names of version 1 of the API", () => {
  expect(
    first({
      service_key: "s",
      event_type: "trigger",
      incident_key: "k",
      description: "Down",
      details: { a: 1 },
    }),
  ).toMatchObject({ title: "Down", externalId: "k", description: "a: 1" })
})

test("a change event is no alert; what has no action is unreadable", () => {
  expect(read({ routing_key: "r", payload: { summary: "Deployed 4.1", source: "ci" } }).ignored).toMatch(
    /change/,
  )
  expect(() => read({ routing_key: "r" })).toThrow(/event_action/)
})

test("with a severity it asks for something, whatever became of the action", () => {
  const { event_action: _, ...actionless } = trigger
  expect(first(actionless)).toMatchObject({ kind: "firing", title: payload.summary })
})
