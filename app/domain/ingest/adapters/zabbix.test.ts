import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({
    adapterKey: "zabbix",
    contentType: null,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const first = (body: unknown) => read(body).events[0]

const problem = {
  event_id: "88001",
  event_source: "0",
  event_value: "1",
  event_nseverity: "4",
  event_name: "Fan failed on {HOST.NAME}",
  trigger_id: "4711",
  host_name: "core-sw-3",
  host_ip: "10.8.0.3",
  event_timestamp: "1767225600",
  event_tags: "scope:availability, rack",
  zabbix_url: "https://zbx.example.com/",
  token: "s3cr3t",
}

test("a problem", () => {
  const event = first(problem)
  expect(event).toMatchObject({
    kind: "firing",
    title: "Fan failed on {HOST.NAME}",
    severity: "high",
    externalId: "88001",
    dedupeKey: ["88001"],
    groupKey: ["4711"],
    rule: "4711",
    asset: "core-sw-3",
    occurredAt: "2026-01-01T00:00:00Z",
    url: "https://zbx.example.com/tr_events.php?triggerid=4711&eventid=88001",
    observables: [{ type: "ip", value: "10.8.0.3" }],
    labels: { "tag.scope": "availability", "tag.rack": "" },
    partial: [],
  })
  expect(JSON.stringify(event)).not.toContain("s3cr3t")
})

test.each([
  ["its value", { event_value: "0" }, "resolved"],
  ["a number", { event_value: 0 }, "resolved"],
  ["the recovery's value", { event_value: undefined, event_recovery_value: "0" }, "resolved"],
  ["a macro without a value", { event_value: "1", event_recovery_value: "{EVENT.RECOVERY.VALUE}" }, "firing"],
  ["a word", { event_value: undefined, event_status: "RESOLVED" }, "resolved"],
  ["the trigger's word", { event_value: undefined, trigger_status: "OK" }, "resolved"],
  ["the subject", { event_value: undefined, event_name: "Resolved in 3m 2s: Fan failed" }, "resolved"],
  [
    "an update",
    { event_value: "1", event_update_status: "1", event_update_action: "acknowledged" },
    "firing",
  ],
  ["the value of an item", { event_value: undefined, value: "0" }, "firing"],
])("the state by %s", (_name, change, kind) => {
  const event = first({ ...problem, ...change })
  expect(event?.kind).toBe(kind)
  expect(event?.dedupeKey).toEqual(["88001"])
})

test.each([
  ["0", "info"],
  ["1", "info"],
  ["2", "medium"],
  ["3", "medium"],
  ["5", "critical"],
  ["Disaster", "critical"],
  ["Not classified", "info"],
])("severity %s is %s", (word, severity) =>
  expect(first({ ...problem, event_nseverity: undefined, event_severity: word })?.severity).toBe(severity),
)

test.each([
  [
    "macros as names",
    { "EVENT.ID": "88001", "EVENT.NAME": "Fan", "EVENT.NSEVERITY": "4", "HOST.NAME": "core-sw-3" },
  ],
  ["capitals", { Event_ID: "88001", Subject: "Fan", Event_Severity: "High", Hostname: "core-sw-3" }],
  ["camel case", { eventId: 88001, eventName: "Fan", triggerNseverity: 4, hostName: "core-sw-3" }],
  [
    "params",
    {
      params: { eventid: "88001", alert_subject: "Problem: Fan", event_severity: "High", host: "core-sw-3" },
    },
  ],
])("%s", (_name, body) =>
  expect(first(body)).toMatchObject({
    externalId: "88001",
    title: "Fan",
    severity: "high",
    asset: "core-sw-3",
  }),
)

test("what only stands in the default message", () => {
  const message =
    "Problem started at 17:45:41 on 2026.01.02\r\nProblem name: Fan failed\r\nHost: core-sw-3\r\nSeverity: High\r\nOperational data: Value: 0\r\nOriginal problem ID: 88001\r\n"
  const expected = {
    title: "Fan failed",
    asset: "core-sw-3",
    severity: "high",
    dedupeKey: ["88001"],
    kind: "firing",
  }
  expect(first({ to: "noc", subject: "Problem: Fan failed", message })).toMatchObject(expected)
  expect(first(message)).toMatchObject(expected)
})

test("a date without a zone is no time, and is said", () => {
  const { event_timestamp: _, ...dated } = { ...problem, event_date: "2026.01.02", event_time: "17:45:41" }
  expect(first(dated)).toMatchObject({
    occurredAt: null,
    partial: ["event_date:unreadable(2026.01.02 17:45:41)"],
  })
})

test("the real-time export: a recovery names the problem it ends", () => {
  const event = {
    clock: 1767225600,
    ns: 42,
    value: 1,
    eventid: 501,
    name: "Fan",
    severity: 5,
    hosts: [{ name: "sw" }],
  }
  const tags = [{ tag: "rack", value: "3" }]
  const recovery = { clock: 1767225660, ns: 7, value: 0, eventid: 502, p_eventid: 501 }
  const { events } = read(`${JSON.stringify({ ...event, tags })}\n${JSON.stringify(recovery)}`)
  expect(events.map((e) => [e.kind, e.dedupeKey])).toEqual([
    ["firing", ["501"]],
    ["resolved", ["501"]],
  ])
  expect(events[0]).toMatchObject({
    occurredAt: "2026-01-01T00:00:00.000000042Z",
    asset: "sw",
    severity: "critical",
    labels: { "tag.rack": "3" },
  })
})

test("a form is read; hosts that were discovered are no problem; another tool's body is unreadable", () => {
  const form = new URLSearchParams({ event_id: "1", event_name: "Fan" }).toString()
  expect(
    normaliseDelivery({ adapterKey: "zabbix", contentType: "application/x-www-form-urlencoded", body: form })
      .events,
  ).toHaveLength(1)
  expect(read({ ...problem, event_source: "1" }).ignored).toMatch(/discovery/)
  expect(() => read({ a: 1 })).toThrow(/neither an event id/)
})

test("half a character in an id does not break the link", () =>
  expect(first({ ...problem, trigger_id: "\ud800" })?.url).toContain("triggerid=%EF%BF%BD"))

test.each([
  ["alerting", "firing"],
  ["ok", "resolved"],
])("a template that says %s", (state, kind) =>
  expect(first({ alert_uid: "9", title: "CPU", state })).toMatchObject({ kind, dedupeKey: ["9"] }),
)

test("problems as the API lists them; readings of items; a test of the media type", () => {
  const listed = { eventid: "7", objectid: "33", clock: "1767225600", ns: "0", name: "CPU", severity: "4" }
  const result = [
    { ...listed, r_eventid: "0" },
    { ...listed, r_eventid: "8" },
  ]
  expect(read({ jsonrpc: "2.0", id: 1, result }).events).toMatchObject([
    { kind: "firing", severity: "high", dedupeKey: ["7"], groupKey: ["33"] },
    { kind: "resolved", dedupeKey: ["7"] },
  ])
  expect(read({ itemid: 4, name: "CPU", clock: 1, ns: 2, value: 0.1 }).ignored).toMatch(/readings/)
  expect(
    read({ alert_subject: "Test subject", alert_message: "This is the test message from Zabbix" }).ignored,
  ).toMatch(/test/)
})

test.each([
  ["2026-01-01T00:05:00Z", "resolved"],
  ["{EVENT.RECOVERY.DATE}", "firing"],
  ["", "firing"],
])("without a value, a recovery's date of %j says %s", (event_recovery_datetime, kind) =>
  expect(first({ event_id: "1", trigger_name: "Link down", event_recovery_datetime })?.kind).toBe(kind),
)
