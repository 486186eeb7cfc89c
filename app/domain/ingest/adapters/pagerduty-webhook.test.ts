import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (event_type: string, data: object) =>
  normaliseDelivery({
    adapterKey: "pagerduty",
    contentType: "application/json",
    body: JSON.stringify({ event: { id: "e", event_type, occurred_at: "2026-01-02T03:04:05.000Z", data } }),
  })
const incident = { id: "PGR0VU2", title: "Shop is slow", status: "triggered", urgency: "high" }

test.each([
  ["incident.triggered", { status: "triggered" }, "firing"],
  ["incident.acknowledged", { status: "acknowledged" }, "info"],
  ["incident.resolved", { status: "resolved" }, "resolved"],
])("%s of a webhook subscription", (type, more, kind) =>
  expect(read(type, { ...incident, ...more }).events).toMatchObject([
    { kind, title: "Shop is slow", severity: "high", dedupeKey: ["PGR0VU2"] },
  ]),
)

test("a priority counts before the urgency", () =>
  expect(read("incident.triggered", { ...incident, priority: { summary: "P1" } }).events[0]).toMatchObject({
    severity: "critical",
    sourceSeverity: "P1",
  }))

test.each([["pagey.ping"], ["incident.annotated"], ["service.updated"]])("%s is no alert", (type) =>
  expect(read(type, { id: "x" }).ignored).toMatch(/no incident's state/),
)

test.each([
  [
    "version 2",
    { event: "incident.resolve", incident: { ...incident, service: { name: "shop" }, status: "resolved" } },
  ],
  [
    "version 1",
    {
      type: "incident.resolve",
      data: { incident: { ...incident, title: null, trigger_summary_data: { subject: "Shop is slow" } } },
    },
  ],
])("a message of %s", (_name, message) => {
  const body = JSON.stringify({ messages: [{ created_on: "2026-01-02T03:04:05Z", ...message }] })
  expect(normaliseDelivery({ adapterKey: "pagerduty", contentType: null, body }).events).toMatchObject([
    {
      kind: "resolved",
      title: "Shop is slow",
      dedupeKey: ["PGR0VU2"],
      occurredAt: "2026-01-02T03:04:05Z",
      partial: [],
    },
  ])
})

test("incidents that the API lists", () => {
  const body = JSON.stringify({
    incidents: [{ ...incident, status: "resolved", created_at: "2026-01-02T03:04:05Z" }],
  })
  expect(normaliseDelivery({ adapterKey: "pagerduty", contentType: null, body }).events).toMatchObject([
    { kind: "resolved", dedupeKey: ["PGR0VU2"] },
  ])
})
