import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "crowdstrike", contentType: null, body: JSON.stringify(body) })
const stream = (eventType: string, event: object) =>
  read({ metadata: { eventType, eventCreationTime: 1767225600000 }, event })

test.each([
  ["DetectionSummaryEvent", { Severity: 5 }, "critical"],
  ["DetectionSummaryEvent", { Severity: 2, SeverityName: "Low" }, "low"],
  ["EppDetectionSummaryEvent", { Severity: 80 }, "critical"],
  ["EppDetectionSummaryEvent", { Severity: "59" }, "medium"],
  ["IdpDetectionSummaryEvent", { Severity: 10 }, "info"],
  ["IncidentSummaryEvent", { FineScore: 6.5 }, "high"],
  ["EppDetectionSummaryEvent", {}, "medium"],
])("%s with %o is %s", (type, given, severity) =>
  expect(stream(type, { DetectId: "d", DetectName: "n", ...given }).events[0]).toMatchObject({
    severity,
    externalId: "d",
    occurredAt: "2026-01-01T00:00:00Z",
  }),
)

test("an analyst's change of status ends a detection; taking it in hand does not", () => {
  const audit = (state: string) =>
    stream("UserActivityAuditEvent", {
      OperationName: "detection_update",
      AuditKeyValues: [
        { Key: "detection_id", ValueString: "d" },
        { Key: "new_state", ValueString: state },
      ],
    }).events[0]
  const raised = stream("DetectionSummaryEvent", { DetectId: "d", DetectName: "n" }).events[0]
  expect(audit("false_positive")).toMatchObject({ kind: "resolved", dedupeKey: raised?.dedupeKey })
  expect(audit("in_progress")?.kind).toBe("info")
})

test("an incident that is closed", () =>
  expect(
    stream("IncidentSummaryEvent", { IncidentID: "i", State: "closed", FineScore: 1 }).events[0],
  ).toMatchObject({
    kind: "resolved",
    title: "CrowdStrike incident i",
  }))

test("answers of the API", () => {
  const alert = {
    composite_id: "c",
    display_name: "n",
    severity: 70,
    status: "new",
    device: { hostname: "h" },
  }
  expect(read({ resources: [alert] }).events[0]).toMatchObject({
    asset: "h",
    severity: "high",
    kind: "firing",
  })
  expect(read({ resources: [{ ...alert, status: "closed" }] }).events[0]).toMatchObject({
    kind: "resolved",
    dedupeKey: ["c"],
  })
  expect(read({ resources: [] }).ignored).toMatch(/without/)
})

test("audit and telemetry are no alerts", () => {
  expect(stream("AuthActivityAuditEvent", { OperationName: "login" }).ignored).toMatch(/AuthActivity/)
  expect(stream("RemoteResponseSessionStartEvent", {}).ignored).toMatch(/audit/)
  expect(stream("EppDetectionSummaryEvent", { Hostname: "h" }).events[0]?.partial).toEqual([
    "id",
    "name",
    "severity",
  ])
  expect(() => read({ a: 1 })).toThrow(/CrowdStrike/)
})

test("the webhook of a Fusion workflow", () => {
  const { events } = normaliseDelivery({
    adapterKey: "crowdstrike",
    contentType: "application/json",
    body: JSON.stringify({
      meta: {
        event_reference_url: "https://falcon.crowdstrike.com/activity/detections/d1",
        timestamp: 1_767_323_045_000,
        trigger_name: "EPP Detection",
        workflow_id: "w1",
      },
      data: {
        "detections.severity": "High",
        "detections.id": "ldt:1:2",
        "detections.tactic": "Execution",
        "devices.hostname": "pc-7",
      },
    }),
  })
  expect(events).toMatchObject([
    { kind: "firing", severity: "high", asset: "pc-7", externalId: "ldt:1:2", title: "EPP Detection" },
  ])
})

test("an incident of identity protection by its own id and type", () =>
  expect(
    stream("IdentityProtectionEvent", {
      IncidentType: "UNUSUAL_ACTIVITY",
      IncidentDescription: "Odd access",
      IdentityProtectionIncidentId: "INC-7",
      SeverityName: "INFO",
      State: "AUTO_RESOLVED",
    }).events[0],
  ).toMatchObject({
    kind: "resolved",
    title: "UNUSUAL_ACTIVITY",
    description: "Odd access",
    dedupeKey: ["INC-7"],
    partial: [],
  }))

test("zeros are no hash; a time whose zone a lake has dropped is UTC", () =>
  expect(
    read({
      metadata: { eventType: "EppDetectionSummaryEvent", eventCreationTime: "2026-01-01 00:00:00.000000000" },
      event: { CompositeId: "c", Name: "n", SeverityName: "Low", SHA1String: "0".repeat(40) },
    }).events[0],
  ).toMatchObject({ observables: [], occurredAt: "2026-01-01T00:00:00.000000000Z", partial: [] }))

test("connections of a mobile device, and the lists of a detection over several products", () => {
  const mobile = stream("MobileDetectionSummaryEvent", {
    CompositeId: "c",
    Name: "n",
    Severity: 70,
    MobileNetworkConnections: [{ RemoteAddress: "203.0.113.9", Url: "https://bad.example.org/x" }],
  }).events[0]
  expect(mobile?.observables.map(({ value }) => value)).toEqual([
    "203.0.113.9",
    "https://bad.example.org/x",
    "bad.example.org",
  ])
  const several = stream("XdrDetectionSummaryEvent", {
    CompositeId: "c",
    Name: "n",
    Severity: 16,
    HostNames: "vm-1,vm-2",
    TechniqueIds: "T1204,CST0001",
    IPv4Addresses: "203.0.113.9, 203.0.113.10",
    Users: ["ann"],
  }).events[0]
  expect(several).toMatchObject({ asset: "vm-1", techniques: ["T1204"] })
  expect(several?.observables.map(({ value }) => value)).toEqual(["203.0.113.9", "203.0.113.10", "ann"])
})

test("the type of an incident that is a figure is no name", () =>
  expect(stream("IncidentSummaryEvent", { IncidentID: "i", IncidentType: 1 }).events[0]?.title).toBe(
    "CrowdStrike incident i",
  ))

test("the Data Replicator: a detection by its own type, an inventory of no type", () => {
  const detection = { CompositeId: "c", Name: "NGAV", SeverityName: "Low", timestamp: "2026-01-01 00:00:00Z" }
  expect(
    read({
      cid: "1",
      EventType: "Event_ExternalApiEvent",
      ExternalApiType: "Event_EppDetectionSummaryEvent",
      ...detection,
    }).events[0],
  ).toMatchObject({ title: "NGAV", severity: "low", occurredAt: "2026-01-01T00:00:00Z" })
  expect(
    read({ EventType: "Event_ExternalApiEvent", ExternalApiType: "Event_AuthActivityAuditEvent" }).ignored,
  ).toMatch(/audit/)
  expect(read({ cid: "1", aid: "2", _time: "1767225600.1", ComputerName: "pc-7" }).ignored).toMatch(
    /inventory/,
  )
})

test("the replicated data: its own type counts, in the event or flat; a session is no alert", () => {
  const replicated = {
    EventType: "Event_ExternalApiEvent",
    ExternalApiType: "Event_EppDetectionSummaryEvent",
  }
  const event = { ...replicated, CompositeId: "c", Name: "n", SeverityName: "High" }
  expect(read(event).events).toMatchObject([{ externalId: "c", severity: "high" }])
  expect(read({ aid: "a", fdr_event_type: "Event_EppDetectionSummaryEvent", event }).events).toHaveLength(1)
  const session = { ...replicated, ExternalApiType: "Event_RemoteResponseSessionStartEvent" }
  expect(read({ cid: "x", unknown_payload: session }).ignored).toMatch(/RemoteResponse/)
})

test.each([
  [
    "CustomerIOCEvent",
    { ComputerName: "h", DomainName: "bad.example.com" },
    { asset: "h", observables: [{ type: "domain", value: "bad.example.com" }] },
  ],
  [
    "XdrDetectionSummaryEvent",
    {
      DetectId: "d",
      Name: "n",
      HostNames: "h,g",
      IPv4Addresses: "10.0.0.1,10.0.0.2",
      TechniqueIds: "T1203,T1566.001",
    },
    {
      asset: "h",
      techniques: ["T1203", "T1566.001"],
      observables: [
        { type: "ip", value: "10.0.0.1" },
        { type: "ip", value: "10.0.0.2" },
      ],
    },
  ],
  [
    "ReconNotificationSummaryEvent",
    { NotificationId: "r", RuleName: "n", RulePriority: "high" },
    { severity: "high" },
  ],
  [
    "CSPMIOAStreamingEvent",
    { PolicyStatement: "n", SeverityName: "High", UserSourceIp: "198.51.100.4" },
    { observables: [{ type: "ip", value: "198.51.100.4" }] },
  ],
])("%s with %o", (type, event, expected) => expect(stream(type, event).events).toMatchObject([expected]))

test("incidents without an id are told apart by their links", () => {
  const key = (link: string) =>
    stream("IncidentSummaryEvent", { FalconHostLink: link, FineScore: 1 }).events[0]?.dedupeKey
  expect(key("https://falcon.example/inc:1")).not.toEqual(key("https://falcon.example/inc:2"))
})

test("the stream by an HTTP event of Splunk", () => {
  const event = {
    metadata: { eventType: "EppDetectionSummaryEvent" },
    event: { CompositeId: "c", Name: "n" },
  }
  expect(read({ time: 1767225600, host: "hub", event }).events).toMatchObject([{ externalId: "c" }])
})
