import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "gcp-monitoring", contentType: null, body: JSON.stringify(body) })
const first = (body: unknown) => read(body).events[0]

const incident = {
  incident_id: "0.x1",
  state: "open",
  summary: "Latency is high",
  policy_name: "Latency",
  condition_name: "p95",
  severity: "Error",
  started_at: 1767225600,
  ended_at: null,
  resource: { type: "cloud_run_revision", labels: { service_name: "shop" } },
  resource_name: "shop Cloud Run labels {service_name=shop}",
}
const note = (change: object = {}) => ({ version: "1.2", incident: { ...incident, ...change } })

test("open and closed", () => {
  expect(first(note())).toMatchObject({
    kind: "firing",
    severity: "high",
    asset: "shop",
    externalId: "0.x1",
    dedupeKey: ["0.x1"],
    groupKey: ["Latency"],
    occurredAt: "2026-01-01T00:00:00Z",
    partial: [],
  })
  expect(first(note({ state: "CLOSED", ended_at: 1767229200 }))).toMatchObject({
    kind: "resolved",
    dedupeKey: ["0.x1"],
    occurredAt: "2026-01-01T01:00:00Z",
  })
})

test.each([
  ["Critical", "critical"],
  ["Warning", "medium"],
  ["No severity", "medium"],
])("%s is %s", (word, severity) => expect(first(note({ severity: word }))?.severity).toBe(severity))

test("a push of Pub/Sub", () => {
  const data = Buffer.from(JSON.stringify(note())).toString("base64")
  expect(first({ message: { data, messageId: "1" }, subscription: "s" })?.externalId).toBe("0.x1")
})

test("a test is ignored, drift kept, another body unreadable", () => {
  expect(read({ ...note(), version: "test" }).ignored).toMatch(/test/)
  expect(first(note({ incident_id: null, state: null }))).toMatchObject({
    kind: "firing",
    partial: ["incident_id", "state"],
  })
  expect(() => read({ message: { data: "!!" } })).toThrow(/no incident/)
})

test("a check from outside is about availability", () =>
  expect(
    read({ incident: { incident_id: "i", state: "open", summary: "s", resource: { type: "uptime_url" } } })
      .events[0],
  ).toMatchObject({ category: "availability" }))
