import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown, contentType: string | null = null) =>
  normaliseDelivery({
    adapterKey: "vmware",
    contentType,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const first = (body: unknown) => read(body).events[0]

const alert = {
  alertId: "a1",
  alertName: "Host is gone",
  status: "ACTIVE",
  criticality: "ALERT_CRITICALITY_LEVEL_IMMEDIATE",
  subType: "ALERT_SUBTYPE_CAPACITY_PROBLEM",
  resourceName: "esx-1",
  startDate: 1767225600000,
  cancelDate: 1767229200000,
}

test("an alert and its end", () => {
  expect(first(alert)).toMatchObject({
    kind: "firing",
    severity: "high",
    title: "Host is gone on esx-1",
    asset: "esx-1",
    category: "capacity",
    dedupeKey: ["a1"],
    occurredAt: "2026-01-01T00:00:00Z",
    partial: [],
  })
  expect(first({ ...alert, status: "CANCELED" })).toMatchObject({
    kind: "resolved",
    dedupeKey: ["a1"],
    occurredAt: "2026-01-01T01:00:00Z",
  })
})

test.each([
  ["ALERT_CRITICALITY_LEVEL_CRITICAL", "critical"],
  ["warning", "medium"],
  ["INFORMATION", "info"],
])("%s is %s", (criticality, severity) =>
  expect(first({ ...alert, criticality })).toMatchObject({ severity, sourceSeverity: criticality }),
)

test("the API's list", () =>
  expect(
    first({
      alerts: [
        {
          alertId: "a2",
          alertLevel: "CRITICAL",
          status: "ACTIVE",
          alertDefinitionName: "D",
          startTimeUTC: 1767225600000,
          resourceId: "r",
        },
      ],
    }),
  ).toMatchObject({ severity: "critical", asset: "r" }))

test.each([
  ["red", "firing", "critical"],
  ["yellow", "firing", "medium"],
  ["green", "resolved", "info"],
])("an alarm of vCenter that turns %s", (To, kind, severity) =>
  expect(
    first({
      subject: "AlarmStatusChangedEvent",
      time: "2026-01-01T00:00:00Z",
      data: { Alarm: { Name: "CPU" }, Entity: { Name: "vm-1" }, To },
    }),
  ).toMatchObject({ kind, severity, dedupeKey: ["alarm", "CPU", "vm-1"], asset: "vm-1" }),
)

test("a query of logs, other events, drift and another body", () => {
  expect(
    first({
      AlertName: "SCSI",
      HitCount: 1,
      messages: [
        {
          text: "10.0.0.4 failed",
          timestamp: 1767225600000,
          fields: [{ name: "hostname", content: "esx-3" }],
        },
      ],
    }),
  ).toMatchObject({ title: "SCSI", asset: "esx-3", observables: [{ type: "ip", value: "10.0.0.4" }] })
  expect(read({ subject: "VmPoweredOnEvent", data: { Vm: { Name: "vm-1" } } }).ignored).toMatch(/no alarm/)
  expect(first({ alertId: "a1" })).toMatchObject({
    kind: "firing",
    partial: ["criticality", "status", "resourceName"],
  })
  expect(() => read({ a: 1 })).toThrow(/neither/)
})

test("an alarm among the events that vCenter streams to syslog", () => {
  const line = (message: string) =>
    read(
      `<14>1 2026-01-02T03:04:05Z vc vpxd 9 - - Event [9] [1-1] [2026-01-02T03:04:05.5Z] [vim.event.AlarmStatusChangedEvent] [info] [] [DC] [9] [${message}]`,
    )
  expect(line("Alarm 'Host CPU' on esx-1 changed from Green to Red").events).toMatchObject([
    {
      kind: "firing",
      severity: "critical",
      asset: "esx-1",
      dedupeKey: ["alarm", "Host CPU", "esx-1"],
      occurredAt: "2026-01-02T03:04:05.5Z",
    },
  ])
  expect(line("Alarm 'Host CPU' on esx-1 changed from Red to Green").events[0]?.kind).toBe("resolved")
  expect(line("User root logged in").ignored).toMatch(/no alarms/)
})

test("a query of logs without its count", () =>
  expect(first({ AlertName: "SCSI", messages: [] })).toMatchObject({ kind: "firing", title: "SCSI" }))
