import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "msgraph", contentType: null, body: JSON.stringify(body) })
const first = (change: object) => read({ value: [{ ...alert, ...change }] }).events[0]

const alert = {
  id: "a",
  title: "T",
  severity: "high",
  status: "new",
  createdDateTime: "2026-01-01T00:00:00Z",
}

test.each([
  ["new", "firing"],
  ["newAlert", "firing"],
  ["inProgress", "firing"],
  ["resolved", "resolved"],
  ["dismissed", "resolved"],
])("status %s is %s", (status, kind) =>
  expect(first({ status })).toMatchObject({ kind, dedupeKey: ["a"], partial: [] }),
)

test.each([
  ["informational", "info"],
  ["low", "low"],
  ["medium", "medium"],
  ["unknown", "medium"],
])("severity %s is %s", (word, severity) => expect(first({ severity: word })?.severity).toBe(severity))

test("evidence of version 2, states of version 1", () => {
  const evidence = [
    { fileDetails: { sha256: "A".repeat(64) } },
    { ipAddress: "203.0.113.5" },
    { deviceDnsName: "h" },
  ]
  expect(first({ evidence })).toMatchObject({ asset: "h" })
  expect(first({ evidence })?.observables.map(({ type }) => type)).toEqual(["hash", "ip"])
  const old = {
    hostStates: [{ fqdn: "pc.example.com" }],
    userStates: [{ userPrincipalName: "ann@example.com", logonIp: "203.0.113.6" }],
    fileStates: [{ fileHash: { hashType: "sha1", hashValue: "b".repeat(40) } }],
    networkConnections: [{ destinationAddress: "203.0.113.7" }],
  }
  expect(first(old)?.asset).toBe("pc.example.com")
  expect(first(old)?.observables.map(({ value }) => value)).toContain("203.0.113.7")
})

test("a risk that was remediated, a notification, an empty page, drift", () => {
  const risk = { id: "r", riskEventType: "leakedCredentials", riskLevel: "high", riskState: "remediated" }
  expect(read(risk).events[0]).toMatchObject({
    kind: "resolved",
    title: "leakedCredentials",
    severity: "high",
  })
  expect(read({ value: [{ subscriptionId: "s", changeType: "created", resource: "x" }] }).ignored).toMatch(
    /notification/,
  )
  expect(read({ value: [] }).ignored).toMatch(/without/)
  expect(first({ id: null, status: "odd" })?.partial).toEqual(["status:default(odd)", "id"])
  expect(() => read({ a: 1 })).toThrow(/alert/)
})

test("an incident has what its alerts hold; logs of the directory are no alerts", () => {
  const alerts = [{ mitreTechniques: ["T1564.001"], evidence: [{ deviceDnsName: "pc-1" }] }]
  expect(
    read({ id: "29", displayName: "Multi-stage", severity: "medium", status: "active", alerts }).events[0],
  ).toMatchObject({ asset: "pc-1", techniques: ["T1564.001"] })
  expect(read({ id: "d", activityDisplayName: "Update user", result: "success" }).ignored).toMatch(
    /directory/,
  )
})

test("a risk is one of an account, and so is a risky user", () => {
  const risk = {
    id: "r",
    riskLevel: "high",
    riskState: "atRisk",
    riskDetail: "none",
    userPrincipalName: "ann@example.com",
  }
  expect(
    read({ ...risk, riskEventType: "anonymizedIPAddress", activityDateTime: "2026-01-01T00:00:00Z" })
      .events[0],
  ).toMatchObject({
    title: "anonymizedIPAddress: ann@example.com",
    asset: "ann@example.com",
    description: null,
  })
  expect(read({ ...risk, riskLastUpdatedDateTime: "2026-01-01T00:00:00Z" }).events[0]).toMatchObject({
    title: "Risky user: ann@example.com",
    occurredAt: "2026-01-01T00:00:00Z",
    partial: [],
  })
})

test.each([
  ["a list", (part: object) => [part]],
  ["one, as a collector leaves it", (part: object) => part],
])("an incident has the evidence and techniques of its alerts: %s", (_name, given) =>
  expect(
    first({ alerts: given({ evidence: [{ deviceDnsName: "pc" }], mitreTechniques: ["T1564.001"] }) }),
  ).toMatchObject({ asset: "pc", techniques: ["T1564.001"] }),
)
