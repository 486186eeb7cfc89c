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
