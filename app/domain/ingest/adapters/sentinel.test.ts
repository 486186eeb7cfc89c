import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "sentinel", contentType: null, body: JSON.stringify(body) })

const properties = {
  title: "T",
  severity: "Informational",
  status: "New",
  incidentNumber: 3,
  createdTimeUtc: "2026-01-01T00:00:00Z",
}
const incident = (change: object = {}) => ({ name: "i", properties: { ...properties, ...change } })

test.each([
  ["of the API", { value: [incident()] }],
  ["of a playbook", { objectSchemaType: "Incident", object: incident() }],
  [
    "of an SDK",
    {
      name: "i",
      title: "T",
      severity: "Informational",
      status: "New",
      created_time_utc: "2026-01-01T00:00:00Z",
    },
  ],
  [
    "of the table",
    {
      IncidentName: "i",
      Title: "T",
      Severity: "Informational",
      Status: "New",
      CreatedTime: "2026-01-01T00:00:00Z",
    },
  ],
])("an incident %s", (_name, body) =>
  expect(read(body).events).toMatchObject([
    {
      externalId: "i",
      dedupeKey: ["incident", "i"],
      severity: "info",
      occurredAt: "2026-01-01T00:00:00Z",
      partial: [],
    },
  ]),
)

test("closing ends it", () => {
  const [event] = read(incident({ status: "Closed", classification: "TruePositive" })).events
  expect(event).toMatchObject({
    kind: "resolved",
    dedupeKey: ["incident", "i"],
    labels: { classification: "TruePositive" },
  })
})

test("entities become observables", () => {
  const relatedEntities = [
    { kind: "Host", properties: { hostName: "pc-1" } },
    { kind: "FileHash", properties: { algorithm: "SHA256", hashValue: "c".repeat(64) } },
    { kind: "Account", properties: { accountName: "ann", upnSuffix: "example.com" } },
  ]
  const [event] = read(incident({ relatedEntities })).events
  expect(event?.asset).toBe("pc-1")
  expect(event?.observables.map(({ type }) => type)).toEqual(["hash", "user"])
})

test("a row of SecurityAlert; drift", () => {
  const row = {
    SystemAlertId: "s",
    AlertName: "A",
    AlertSeverity: "High",
    Entities: "not json",
    Techniques: '["T1110"]',
  }
  expect(read([row]).events[0]).toMatchObject({
    dedupeKey: ["alert", "s"],
    severity: "high",
    techniques: ["T1110"],
  })
  expect(read(incident({ title: null })).events[0]).toMatchObject({
    title: "Sentinel incident 3",
    partial: ["title"],
  })
  expect(read({ value: [] }).ignored).toMatch(/without/)
  expect(() => read({ a: 1 })).toThrow(/Sentinel/)
})
