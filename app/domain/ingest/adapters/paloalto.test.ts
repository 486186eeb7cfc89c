import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({
    adapterKey: "paloalto",
    contentType: null,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const first = (body: unknown) => read(body).events[0]

const threat = (change: Record<number, string> = {}) => {
  const cells = Array.from({ length: 60 }, () => "")
  const given = {
    0: "<14>Jan 1 00:00:00 fw 1",
    1: "2026/01/02 03:04:05",
    2: "0017",
    3: "THREAT",
    4: "virus",
    6: "2026/01/02 03:04:05",
    7: "10.0.0.8",
    8: "203.0.113.9",
    30: "reset-server",
    32: "Eicar(39040)",
    34: "medium",
    36: "12",
    59: "fw-1",
  }
  for (const [i, cell] of Object.entries({ ...given, ...change })) cells[Number(i)] = cell
  return cells.join(",")
}

test("a threat of the firewall", () => {
  expect(first(threat())).toMatchObject({
    title: "Eicar",
    severity: "medium",
    occurredAt: "2026-01-02T03:04:05Z",
    externalId: "0017:12",
    dedupeKey: ["THREAT", "virus", "Eicar(39040)", "10.0.0.8", "203.0.113.9"],
    asset: "fw-1",
  })
  expect(first(threat({ 36: "13" }))?.dedupeKey).toEqual(first(threat())?.dedupeKey)
})

test.each([
  ["traffic", { 3: "TRAFFIC" }, 0],
  ["a page that was allowed", { 4: "url", 30: "alert" }, 0],
  ["a page that was stopped", { 4: "url", 30: "block-url" }, 1],
  ["a note of the system", { 3: "SYSTEM", 13: "informational" }, 0],
  ["a fault of the system", { 3: "SYSTEM", 13: "critical", 14: "HA peer down" }, 1],
])("%s", (_name, change, count) => expect(read(threat(change)).events).toHaveLength(count))

const alert = { alert_id: 7, name: "Beacon", severity: "high", resolution_status: "STATUS_010_NEW" }

test("a Cortex alert and its end are one problem", () => {
  const ended = first({
    reply: { alerts: [{ ...alert, resolution_status: "STATUS_060_RESOLVED_FALSE_POSITIVE" }] },
  })
  expect(first(alert)).toMatchObject({ kind: "firing", severity: "high", dedupeKey: ["alert", "7"] })
  expect(ended).toMatchObject({ kind: "resolved", dedupeKey: ["alert", "7"] })
})

test("an incident, a page without alerts, drift", () => {
  const incident = { incident_id: "9", description: "2 alerts", status: "resolved_other", hosts: ["pc-1:ab"] }
  expect(first(incident)).toMatchObject({ kind: "resolved", asset: "pc-1", partial: ["severity"] })
  expect(read({ reply: { alerts: [] } }).ignored).toMatch(/without alerts/)
  expect(first({ ...alert, severity: "SEV_040_HIGH" })?.severity).toBe("high")
  expect(first({ ...alert, severity: "odd" })?.partial).toEqual(["severity:default(odd)"])
  expect(() => read({ hello: 1 })).toThrow(/Cortex/)
})

test("a policy of Prisma Cloud that is kept again", () =>
  expect(
    first([{ alertId: "P-1", alertStatus: "resolved", policyName: "x", severity: "low" }]),
  ).toMatchObject({
    kind: "resolved",
    dedupeKey: ["P-1"],
  }))

test.each([
  ["DNS telemetry", { LogType: "DNS", DeviceSN: "1", ThreatName: null }],
  ["a decryption that names a policy", { LogType: "DECRYPTION", PolicyName: "inspect", Action: "allow" }],
  ["what an agent saw", { event_type: "File Event", event_timestamp: 1767323045000, event_id: "a" }],
])("%s is no alert", (_name, record) => expect(read(record).ignored).toMatch(/not alerts/))

test("a page without a threat's name is told by its address", () =>
  expect(
    first({
      LogType: "THREAT",
      Subtype: "url",
      Action: "block-url",
      URL: "evil.example/x",
      SourceAddress: "10.0.0.8",
    }),
  ).toMatchObject({ title: "PAN-OS THREAT url block-url evil.example/x", partial: [] }))

test("an alert of Cortex in CEF is the one of its API; its audit log is none", () => {
  const cef = (id: string, level: number) =>
    `<14>1 2026-01-02T03:04:05Z cortexxdr - - - - CEF:0|Palo Alto Networks|Cortex XDR|Cortex XDR 3.1|${id}|Beacon|${level}|end=1767323045000 shost=pc-1 suser=['ACME\\\\ann'] externalId=7 request=https://x.example.com/alerts/7`
  expect(first(cef("XDR Agent", 9))).toMatchObject({
    title: "Beacon",
    severity: "high",
    asset: "pc-1",
    occurredAt: "2026-01-02T03:04:05Z",
    dedupeKey: ["alert", "7"],
    observables: [{ type: "user", value: "ACME\\ann" }],
  })
  expect(first(cef("XDR BIOC", 6))?.severity).toBe("low")
  expect(read(cef("Management Audit Logs", 6)).ignored).toMatch(/audit/)
})

test("the system's log of the logging service names its device; the number of a line of CEF is its id", () => {
  expect(
    first({
      LogType: "SYSTEM",
      Subtype: "ha",
      VendorSeverity: "Critical",
      EventName: "ha2-link-change",
      EventComponent: "ha2",
      EventDescription: "HA2 link down",
      EventTime: "2026-01-02T03:04:05.000000Z",
      LogSourceID: "0017",
      LogSourceName: "fw-1",
      SequenceNo: 12,
    }),
  ).toMatchObject({
    title: "HA2 link down",
    severity: "critical",
    discipline: "noc",
    asset: "fw-1",
    externalId: "0017:12",
    occurredAt: "2026-01-02T03:04:05.000000Z",
  })
  const line =
    "CEF:0|Palo Alto Networks|LF|2.0|THREAT|virus|4|deviceExternalId=0017 externalId=12 src=10.0.0.8"
  expect(first(line)?.externalId).toBe("0017:12")
})

test("addresses before and behind the translation, and the account that was attacked", () =>
  expect(
    first(threat({ 9: "192.0.2.8", 10: "192.0.2.9", 13: "acme\\ann" }))?.observables.map(
      ({ value }) => value,
    ),
  ).toEqual(["10.0.0.8", "203.0.113.9", "192.0.2.8", "192.0.2.9", "acme\\ann"]))

test("a fault of the system has the exact time too", () =>
  expect(
    first(threat({ 3: "SYSTEM", 13: "critical", 14: "x", 25: "2026-01-02T03:04:05.250+01:00" }))?.occurredAt,
  ).toBe("2026-01-02T02:04:05.250Z"))

test("accounts and hosts in the events of an alert of Cortex", () =>
  expect(
    first({ ...alert, events: [{ user_name: "LOCAL SERVICE", action_external_hostname: "bad.example.org" }] })
      ?.observables,
  ).toEqual([
    { type: "user", value: "LOCAL SERVICE" },
    { type: "domain", value: "bad.example.org" },
  ]))
