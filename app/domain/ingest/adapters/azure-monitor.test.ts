import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "azure-monitor", contentType: null, body: JSON.stringify(body) })
const first = (body: unknown) => read(body).events[0]

const essentials = {
  alertId: "/subscriptions/s/providers/Microsoft.AlertsManagement/alerts/9",
  alertRule: "Disk queue",
  severity: "Sev0",
  monitorCondition: "Fired",
  monitoringService: "Platform",
  signalType: "Metric",
  alertTargetIDs: ["/subscriptions/s/resourcegroups/rg/providers/microsoft.compute/virtualmachines/vm-3"],
  configurationItems: ["vm-3"],
  firedDateTime: "2026-01-01T00:00:00Z",
  resolvedDateTime: "2026-01-01T01:00:00Z",
}
const common = (change: object = {}, alertContext: object = {}) => ({
  schemaId: "azureMonitorCommonAlertSchema",
  data: { essentials: { ...essentials, ...change }, alertContext },
})

test("fired and resolved are one problem", () => {
  expect(first(common())).toMatchObject({
    kind: "firing",
    severity: "critical",
    sourceSeverity: "Sev0",
    title: "Disk queue",
    asset: "vm-3",
    occurredAt: "2026-01-01T00:00:00Z",
    dedupeKey: [essentials.alertId],
    partial: [],
  })
  expect(first(common({ monitorCondition: "Resolved" }))).toMatchObject({
    kind: "resolved",
    occurredAt: "2026-01-01T01:00:00Z",
    dedupeKey: [essentials.alertId],
  })
})

test.each([
  ["Sev1", "high"],
  ["Sev2", "medium"],
  ["Sev3", "info"],
  ["Sev4", "info"],
  ["Sev9", "medium"],
])("%s is %s", (word, severity) => expect(first(common({ severity: word }))?.severity).toBe(severity))

test("service health is fired when it ends: its tracking id and status count", () => {
  const health = (status: string) =>
    first(
      common(
        { monitoringService: "ServiceHealth", alertId: status },
        { status, properties: { trackingId: "ABC-1", title: "Outage" } },
      ),
    )
  expect(health("Active")).toMatchObject({
    kind: "firing",
    category: "availability",
    title: "Disk queue: Outage",
  })
  expect(health("Resolved")).toMatchObject({ kind: "resolved", dedupeKey: health("Active")?.dedupeKey })
})

test("before the common schema: metric, activity log, log search", () => {
  const context = {
    name: "CPU",
    severity: "1",
    resourceName: "vm-3",
    resourceId: "/s/vm-3",
    timestamp: "2026-01-01T00:00:00.5Z",
  }
  expect(
    first({ schemaId: "AzureMonitorMetricAlert", data: { status: "Deactivated", context } }),
  ).toMatchObject({
    kind: "resolved",
    severity: "high",
    asset: "vm-3",
    dedupeKey: ["CPU", "/s/vm-3", "-"],
  })
  const activityLog = {
    operationName: "Microsoft.Compute/virtualMachines/delete",
    level: "Warning",
    eventTimestamp: "2026-01-01T00:00:00Z",
    resourceId: "/s/vm-3",
  }
  expect(
    first({
      schemaId: "Microsoft.Insights/activityLogs",
      data: { status: "Activated", context: { activityLog } },
    }),
  ).toMatchObject({
    kind: "firing",
    severity: "medium",
    asset: "vm-3",
  })
  expect(
    first({
      schemaId: "Microsoft.Insights/LogAlert",
      data: { AlertRuleName: "Errors", Severity: "Warning", SearchIntervalEndtimeUtc: "2026-01-01 00:00:00" },
    }),
  ).toMatchObject({
    title: "Errors",
    severity: "medium",
    occurredAt: "2026-01-01T00:00:00Z",
  })
})

test("the API's list", () => {
  const value = [{ id: "/s/alerts/1", properties: { essentials: { ...essentials, alertId: undefined } } }]
  expect(first({ value })?.dedupeKey).toEqual(["/s/alerts/1"])
})

test("what is no alert, and drift", () => {
  expect(read([{ eventType: "Microsoft.EventGrid.SubscriptionValidationEvent" }]).ignored).toMatch(
    /handshake/,
  )
  expect(read({ operation: "Scale Out", status: "Activated" }).ignored).toMatch(/autoscale/)
  expect(() => read({ a: 1 })).toThrow(/essentials/)
  expect(first({ data: { essentials: { alertRule: "x", severity: 1 } } })).toMatchObject({
    severity: "high",
    partial: ["monitorCondition"],
  })
})

test("a security alert has its own severity and target; a budget its own name; maintenance its category", () => {
  const properties = { severity: "High", compromisedEntity: "vm-9" }
  expect(
    first(common({ monitoringService: "Activity Log - Security", severity: "Sev4" }, { properties })),
  ).toMatchObject({ discipline: "soc", category: "security", severity: "high", asset: "vm-9" })
  const budget = { AlertData: { BudgetName: "team-x" } }
  expect(
    first(common({ monitoringService: "CostAlerts", alertRule: null, severity: null }, budget)),
  ).toMatchObject({ rule: "team-x", category: "capacity", partial: [] })
  const maintenance = { incidentType: "Maintenance", stage: "Planned", trackingId: "M1" }
  expect(
    first(common({ monitoringService: "ServiceHealth" }, { status: "Active", properties: maintenance })),
  ).toMatchObject({ kind: "firing", category: "maintenance" })
})

test("a custom property is no state", () =>
  expect(first(common({}, { properties: { stage: "complete" } }))?.kind).toBe("firing"))

test("resource health: its own level, and one problem from activated to resolved", () => {
  const health = (word: string, status: string, level: string | number) =>
    first(
      common(
        { monitoringService: "Resource Health", severity: "Sev4" },
        { operationName: `Microsoft.Resourcehealth/healthevent/${word}/action`, status, level },
      ),
    )
  expect(health("Activated", "Active", "Critical")).toMatchObject({ kind: "firing", severity: "critical" })
  expect(health("Activated", "Active", 3)).toMatchObject({ severity: "medium", sourceSeverity: "Warning" })
  expect(health("Resolved", "Resolved", "Informational")).toMatchObject({
    kind: "resolved",
    dedupeKey: health("Activated", "Active", "Critical")?.dedupeKey,
  })
})

test("a context alone, the text of a smart detector, the link of a log search, and a notice of autoscale", () => {
  const context = { condition: { allOf: [{ metricName: "CPU" }] } }
  expect(first({ alertContext: context })?.title).toBe("Azure Monitor alert: CPU")
  expect(
    first(
      common({}, { DetectionSummary: "Odd", LinkToFilteredSearchResultsUI: "https://portal.azure.com/x" }),
    ),
  ).toMatchObject({ title: "Disk queue: Odd", url: "https://portal.azure.com/x" })
  expect(read({ operation: "Scale Out", status: "Activated", context: { name: "a" } }).ignored).toMatch(
    /autoscale/,
  )
})

test.each([
  [
    "an act in the activity log",
    {
      authorization: {
        scope: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/vm-1",
      },
      eventSource: "Administrative",
      eventTimestamp: "2026-01-01T00:00:00+00:00",
      level: "Error",
      operationName: "Microsoft.Compute/virtualMachines/restart/action",
      status: "Succeeded",
    },
    { asset: "vm-1", severity: "high", occurredAt: "2026-01-01T00:00:00Z", kind: "firing" },
  ],
  [
    "health that is back",
    {
      eventTimestamp: "2026-01-01T00:00:00Z",
      operationName: "Microsoft.Resourcehealth/healthevent/Resolved/action",
      properties: { title: "Back", currentHealthStatus: "Available" },
    },
    { kind: "resolved", category: "availability" },
  ],
  [
    "a search split by computer",
    {
      condition: {
        windowEndTime: "2026-01-01T00:10:00Z",
        allOf: [{ dimensions: [{ name: "Computer", value: "db-2" }] }],
      },
    },
    { asset: "db-2", occurredAt: "2026-01-01T00:10:00Z" },
  ],
  [
    "an old search",
    { AffectedConfigurationItems: ["web-3"], SeverityDescription: "Warning", ResultCount: 2 },
    { asset: "web-3", severity: "medium", dedupeKey: [null, null, "web-3"] },
  ],
])("%s, of which the context alone is left", (_name, alertContext, expected) => {
  expect(first({ alertContext })).toMatchObject(expected)
  expect(first({ data: { alertContext } })).toMatchObject(expected)
})
