import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "defender", contentType: null, body: JSON.stringify(body) })
const first = (change: object) => read({ ...alert, ...change }).events[0]

const alert = {
  id: "da1",
  incidentId: 4,
  title: "T",
  severity: "Medium",
  status: "InProgress",
  alertCreationTime: "2026-01-01T00:00:00.1234567Z",
  computerDnsName: "pc",
}

test("an alert and its end are one problem", () => {
  expect(first({})).toMatchObject({
    kind: "firing",
    externalId: "da1",
    severity: "medium",
    asset: "pc",
    occurredAt: "2026-01-01T00:00:00.1234567Z",
    partial: [],
  })
  expect(first({ status: "Resolved" })).toMatchObject({ kind: "resolved", dedupeKey: ["alert", "da1"] })
})

test("an incident carries what its alerts name", () => {
  const incident = {
    incidentId: 9,
    incidentName: "Multi-stage",
    severity: "High",
    status: "Active",
    createdTime: "2026-01-01T00:00:00Z",
    alerts: [
      {
        alertId: "x",
        devices: [{ deviceDnsName: "d" }],
        entities: [{ ipAddress: "203.0.113.5" }],
        mitreTechniques: ["T1078"],
      },
    ],
  }
  expect(read([incident]).events[0]).toMatchObject({
    dedupeKey: ["incident", "9"],
    asset: "d",
    techniques: ["T1078"],
    observables: [{ type: "ip", value: "203.0.113.5" }],
  })
})

test("of the streaming API's tables, AlertInfo alone holds alerts", () => {
  const record = (table: string) => ({
    category: `AdvancedHunting-${table}`,
    properties: {
      AlertId: "a",
      Title: "T",
      Severity: "Low",
      Timestamp: "2026-01-01 00:00:00.5",
      AttackTechniques: '["X (T1218)"]',
    },
  })
  expect(read({ records: [record("AlertInfo"), record("AlertEvidence")] }).events).toMatchObject([
    { externalId: "a", techniques: ["T1218"], occurredAt: "2026-01-01T00:00:00.5Z" },
  ])
  expect(read(record("DeviceEvents")).ignored).toMatch(/DeviceEvents/)
})

test("Defender for Cloud", () => {
  const cloud = {
    name: "n",
    properties: { systemAlertId: "c", alertDisplayName: "T", severity: "High", compromisedEntity: "vm" },
  }
  expect(read(cloud).events[0]).toMatchObject({ dedupeKey: ["c"], asset: "vm", severity: "high" })
  const dismissed = { ...cloud.properties, status: "Dismissed" }
  expect(read(dismissed).events[0]).toMatchObject({ kind: "resolved", dedupeKey: ["c"] })
})

test("drift", () => {
  expect(first({ severity: null })).toMatchObject({ severity: "medium", partial: ["severity"] })
  expect(() => read({ a: 1 })).toThrow(/Defender/)
})

test.each([
  [
    "a list of alerts",
    [{ title: "Bad file", mitreTechniques: ["T1564.001"], devices: [{ deviceDnsName: "pc-1" }] }],
  ],
  [
    "the one a collector left",
    { title: "Bad file", mitreTechniques: ["T1564.001"], devices: [{ deviceDnsName: "pc-1" }] },
  ],
])("an incident of Graph with %s", (_name, alerts) =>
  expect(
    read({
      id: "29",
      incidentName: "29",
      createdDateTime: "2026-01-01T00:00:00Z",
      severity: "low",
      status: "active",
      alerts,
    }).events[0],
  ).toMatchObject({
    title: "Bad file",
    dedupeKey: ["incident", "29"],
    asset: "pc-1",
    techniques: ["T1564.001"],
    occurredAt: "2026-01-01T00:00:00Z",
  }),
)

test.each([
  ["an assessment", { type: "Microsoft.Security/assessments", properties: { displayName: "CORS" } }],
  ["a score", { type: "Microsoft.Security/secureScores/secureScoreControls", properties: {} }],
  [
    "a piece of an assessment",
    {
      $type: "subAssessmentEvent",
      Type: "Microsoft.Security/assessments/subAssessments",
      Id: "/subscriptions/1/providers/Microsoft.Security/assessments/2/subassessments/3",
      Properties: { DisplayName: "D" },
    },
  ],
  [
    "a weakness of a machine in a list",
    { id: "m-_-CVE", cveId: "CVE-2026-1001", machineId: "m", severity: "Low" },
  ],
  ["a machine", { id: "m", computerDnsName: "pc", healthStatus: "Active", riskScore: "High" }],
  [
    "a weakness without its machine",
    { id: "CVE-2026-1001", name: "CVE-2026-1001", severity: "Low", cvssV3: 5 },
  ],
])("%s is no alert", (_name, body) => expect(read(body).ignored).toMatch(/not alerts/))

test("a weakness of a device, from new to fixed", () => {
  const weakness = (Status: string) => ({
    Id: "d_CVE",
    CveId: "CVE-2026-1001",
    DeviceName: "pc",
    SoftwareName: "openssl",
    VulnerabilitySeverityLevel: "High",
    Status,
    EventTimestamp: "2026-01-01 00:00:00",
  })
  const [found] = read(weakness("New")).events
  expect(found).toMatchObject({
    kind: "firing",
    asset: "pc",
    severity: "high",
    category: "vulnerability",
    externalId: "d_CVE",
    occurredAt: "2026-01-01T00:00:00Z",
    observables: [{ type: "cve", value: "CVE-2026-1001" }],
  })
  expect(read(weakness("Fixed")).events[0]).toMatchObject({ kind: "resolved", dedupeKey: found?.dedupeKey })
})

test("addresses in lists, and in the properties of an alert of the cloud", () => {
  const evidence = [{ deviceDnsName: "pc", ipInterfaces: ["10.0.0.7"] }]
  expect(first({ evidence })?.observables).toEqual([{ type: "ip", value: "10.0.0.7" }])
  const cloud = {
    SystemAlertId: "c",
    AlertDisplayName: "T",
    Entities: [{ Type: "dns", DomainName: "bad.example.com", IpAdresses: [{ Address: "198.51.100.4" }] }],
    ExtendedProperties: { "Client IP address": "198.51.100.5" },
  }
  expect(read(cloud).events[0]?.observables.map(({ value }) => value)).toEqual([
    "bad.example.com",
    "198.51.100.4",
    "198.51.100.5",
  ])
})
