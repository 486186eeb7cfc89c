import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "alertmanager", contentType: null, body: JSON.stringify(body) })
const first = (body: unknown) => read(body).events[0]

const labels = { alertname: "DiskFilling", device: "sda1", instance: "db-7:9100", severity: "warning" }
const group = (alert: object, around: object = {}) => ({ version: "4", alerts: [alert], ...around })

test("a firing alert of version 4", () => {
  const annotations = { summary: "sda1 is 91 % full", description: "see 10.1.2.3" }
  const alert = { status: "firing", labels, annotations, startsAt: "2026-03-01T10:00:00.123456789+01:00" }
  expect(
    first(group({ ...alert, fingerprint: "0123abcd", generatorURL: "http://prom:9090/g" })),
  ).toMatchObject({
    kind: "firing",
    title: "DiskFilling: sda1 is 91 % full",
    severity: "medium",
    sourceSeverity: "warning",
    externalId: "0123abcd",
    dedupeKey: ["0123abcd"],
    groupKey: ["DiskFilling"],
    asset: "db-7:9100",
    occurredAt: "2026-03-01T09:00:00.123456789Z",
    url: "http://prom:9090/g",
    observables: [{ type: "ip", value: "10.1.2.3" }],
    partial: [],
  })
})

test("what an alert lacks is taken from its group", () => {
  const around = {
    status: "resolved",
    commonLabels: { severity: "critical" },
    commonAnnotations: { summary: "s" },
  }
  expect(first(group({ labels: { alertname: "A" } }, around))).toMatchObject({
    kind: "resolved",
    severity: "critical",
    title: "A: s",
  })
})

test("without a fingerprint the labels are the identity, in any order, resolved or not, however long", () => {
  const key = (given: object, status = "firing") => first(group({ status, labels: given }))?.dedupeKey
  const reversed = Object.fromEntries(Object.entries(labels).toReversed())
  expect(key(reversed, "resolved")).toEqual(key(labels))
  expect(key({ ...labels, device: "sdb1" })).not.toEqual(key(labels))
  expect(key({ a: "1,b=2" })).not.toEqual(key({ a: "1", b: "2" }))
  const long = { alertname: "A", a: "x".repeat(3000) }
  expect(key({ ...long, zone: "1" })).not.toEqual(key({ ...long, zone: "2" }))
})

test("a resolved alert has the time it ended, a firing one never Go's zero time", () => {
  const times = { startsAt: "2026-03-01T10:00:00Z", endsAt: "2026-03-01T11:00:00Z" }
  expect(first(group({ status: "resolved", labels, ...times }))?.occurredAt).toBe("2026-03-01T11:00:00Z")
  const zero = { status: "firing", labels, startsAt: "0001-01-01T00:00:00Z", endsAt: "0001-01-01T00:00:00Z" }
  expect(first(group(zero))).toMatchObject({ occurredAt: null, partial: [] })
})

test.each([
  ["no status anywhere", { labels }, { kind: "firing", partial: ["status"] }],
  ["no labels", { status: "firing", annotations: { summary: "s" } }, { title: "s", dedupeKey: [null, "s"] }],
  ["nothing", {}, { title: "Alert without a name", partial: ["status", "labels.alertname"] }],
  ["no object", 7, { title: "Alert without a name" }],
  ["a severity of one's own", { status: "firing", labels: { severity: "sev-x" } }, { severity: "medium" }],
  [
    "a time that cannot be",
    { status: "firing", labels, startsAt: "2026-13-01T00:00:00Z" },
    { occurredAt: null },
  ],
  [
    "the state of the API",
    { status: { state: "suppressed" }, labels },
    { kind: "firing", sourceStatus: "suppressed" },
  ],
])("%s is still an alert", (_name, alert, expected) => {
  expect(first(group(alert as object))).toMatchObject(expected)
})

test("bare alerts, and groups one a line", () => {
  expect(read([{ labels }, { labels: { alertname: "B" } }]).events).toHaveLength(2)
  const lines = [group({ labels }), group({ labels: { alertname: "B" } })]
    .map((g) => JSON.stringify(g))
    .join("\n")
  expect(
    normaliseDelivery({ adapterKey: "alertmanager", contentType: null, body: lines }).events,
  ).toHaveLength(2)
})

test("an empty group is no alert; another tool's body is unreadable", () => {
  expect(read({ version: "4", alerts: [] }).ignored).toMatch(/no events/)
  expect(() => read({ hello: "world" })).toThrow(/no list of alerts/)
})

test("a group that is resolved resolves all its alerts; a text beside the labels is a title", () => {
  expect(first(group({ status: "firing", labels }, { status: "resolved" }))).toMatchObject({
    kind: "resolved",
    dedupeKey: first(group({ status: "firing", labels }))?.dedupeKey,
  })
  expect(first({ summary: "Queue is full", labels: { queue: "q" } })?.title).toBe("Queue is full")
})

test("a watchdog is no alert, but nothing else of its group is lost", () => {
  const watchdog = { status: "firing", labels: { alertname: "Watchdog", severity: "none" } }
  expect(read(group(watchdog)).ignored).toMatch(/watchdog/)
  expect(read({ version: "4", alerts: [watchdog, { status: "firing", labels }] }).events).toHaveLength(1)
})

test("the pages of the APIs: Alertmanager's first, and Prometheus' own with what is only pending", () => {
  expect(read({ status: "success", data: [{ labels, status: { state: "active" } }] }).events).toHaveLength(1)
  const alerts = [
    { labels, state: "firing", activeAt: "2026-03-01T10:00:00Z" },
    { labels: { alertname: "B" }, state: "pending" },
  ]
  expect(read({ status: "success", data: { alerts } }).events).toMatchObject([
    { kind: "firing", occurredAt: "2026-03-01T10:00:00Z" },
    { kind: "info" },
  ])
})

test("what an analyst looks for stands in any label", () =>
  expect(
    first(group({ labels: { ...labels, target: "https://shop.example.com/", peer: "2001:db8::7" } }))
      ?.observables,
  ).toEqual([
    { type: "url", value: "https://shop.example.com/" },
    { type: "domain", value: "shop.example.com" },
    { type: "ip", value: "2001:db8::7" },
  ]))
