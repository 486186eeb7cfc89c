import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "sentinelone", contentType: null, body: JSON.stringify(body) })
const threat = (change: object) => ({
  threatInfo: {
    threatId: "1",
    threatName: "x.exe",
    confidenceLevel: "malicious",
    incidentStatus: "unresolved",
    ...change,
  },
  agentRealtimeInfo: { agentComputerName: "pc" },
})
const first = (body: unknown) => read(body).events[0]
const activity = (activityType: number, data: object = {}) =>
  read({ activityType, threatId: "1", primaryDescription: "d", data }).events[0]

test.each([
  [{}, "firing", "high"],
  [{ mitigationStatus: "mitigated" }, "firing", "high"],
  [{ incidentStatus: "in_progress", confidenceLevel: "suspicious" }, "firing", "medium"],
  [{ incidentStatus: "resolved", confidenceLevel: null }, "resolved", "medium"],
])("a threat with %o is %s and %s", (change, kind, severity) =>
  expect(read({ data: [threat(change)] }).events[0]).toMatchObject({
    kind,
    severity,
    dedupeKey: ["1"],
    asset: "pc",
  }),
)

test.each([
  ["a new threat", 19, {}, "firing"],
  ["a suspicious one", 4003, {}, "firing"],
  ["one that was blocked at once", 20, {}, "firing"],
  ["one that the cloud marked", 4112, {}, "firing"],
  ["an alert of a platform rule", 3784, {}, "firing"],
  ["killed", 2001, { globalStatus: "success" }, "info"],
  ["resolved", 2028, { newIncidentStatus: "resolved" }, "resolved"],
  ["taken in hand", 2028, { newIncidentStatus: "in_progress" }, "info"],
])("an activity: %s", (_name, type, data, kind) =>
  expect(activity(type, data)).toMatchObject({ kind, dedupeKey: ["1"] }),
)

test.each([
  ["E_LOW", "low"],
  ["E_CRITICAL", "critical"],
])("a custom rule's %s is %s", (severity, expected) =>
  expect(
    read({ activityType: 3608, primaryDescription: "d", data: { alertId: "9", rulename: "r", severity } })
      .events[0],
  ).toMatchObject({ severity: expected, kind: "firing", dedupeKey: ["9"], rule: "r" }),
)

test("other activities are an audit log; drift", () => {
  expect(read({ activityType: 27, data: { username: "ann" } }).ignored).toBe(
    "activities without a threat: 27",
  )
  expect(read({ data: [] }).ignored).toMatch(/without/)
  expect(read({ threatInfo: { threatName: "y" } }).events[0]?.partial).toEqual([
    "threatId",
    "incidentStatus",
    "confidenceLevel",
  ])
  expect(() => read({ a: 1 })).toThrow(/SentinelOne/)
})

const unified = {
  id: "u-1",
  name: "DCSync Attack Detected",
  status: "NEW",
  detectedAt: "2026-01-02T03:04:05.678Z",
  detectionSource: { product: "Identity" },
  confidenceLevel: "MALICIOUS",
  asset: { name: "dc-1" },
}

test("an alert of Unified Alert Management, from new to resolved", () => {
  const rawData = {
    severity_id: 5,
    evidences: [{ src_endpoint: { ip: "198.51.100.9" } }],
    finding_info: { attacks: [{ technique: { uid: "T1003", name: "OS Credential Dumping" } }] },
  }
  expect(first({ ...unified, rawData })).toMatchObject({
    kind: "firing",
    severity: "critical",
    title: "DCSync Attack Detected",
    asset: "dc-1",
    occurredAt: "2026-01-02T03:04:05.678Z",
    techniques: ["T1003"],
    observables: [{ type: "ip", value: "198.51.100.9" }],
    partial: [],
  })
  expect(first(unified)?.severity).toBe("high")
  expect(
    first({ data: { alerts: { edges: [{ node: { ...unified, status: "RESOLVED" } }] } } }),
  ).toMatchObject({
    kind: "resolved",
    dedupeKey: ["u-1"],
  })
})

test("what agents stream is telemetry; a warehouse's time is UTC", () => {
  expect(
    read({ "event.category": "process", "event.type": "Process Creation", "agent.uuid": "a" }).ignored,
  ).toMatch(/telemetry/)
  expect(
    first({ activityType: 4003, threatId: "7", createdAt: "2026-01-02 03:04:05.678", data: {} })?.occurredAt,
  ).toBe("2026-01-02T03:04:05.678Z")
})

test("the accounts of a process of Linux, each once", () =>
  expect(
    activity(3784, { alertid: "1", sourceprocessusername: "Effective: root, Real: ann, Login: ann" })
      ?.observables,
  ).toEqual([
    { type: "user", value: "root" },
    { type: "user", value: "ann" },
  ]))

test("an unknown machine of an alert of identity is the one within", () =>
  expect(
    first({
      id: "i",
      name: "New privileged account",
      detectedAt: "2026-01-01T00:00:00Z",
      detectionSource: { product: "Identity" },
      status: "NEW",
      asset: { name: "Unknown" },
      rawData: { severity_id: 3, resources: [{ name: "DC-1.LAB" }] },
    }),
  ).toMatchObject({ asset: "DC-1.LAB", severity: "medium" }))

test("an id that is none makes no threat of an activity", () =>
  expect(read({ activityType: 27, threatId: "N/A", data: { username: "ann" } }).ignored).toMatch(/27/))
