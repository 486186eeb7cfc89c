import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown, contentType: string | null = null) =>
  normaliseDelivery({
    adapterKey: "sentry",
    contentType,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const first = (body: unknown) => read(body).events[0]

const event = {
  issue_id: "77",
  event_id: "e1",
  title: "KeyError: id",
  level: "error",
  datetime: "2026-01-01T00:00:00Z",
  url: "https://sentry.io/api/0/projects/acme/web/events/e1/",
  tags: [["env", "prod"]],
}
const alert = (change: object = {}) => ({
  action: "triggered",
  data: { event: { ...event, ...change }, triggered_rule: "Any" },
})

test("an issue alert goes by its issue", () =>
  expect(first(alert())).toMatchObject({
    kind: "firing",
    severity: "high",
    asset: "web",
    externalId: "77",
    dedupeKey: ["77"],
    rule: "Any",
    labels: { "tag.env": "prod" },
    partial: [],
  }))

test.each([
  ["fatal", "critical"],
  ["warning", "medium"],
  ["info", "info"],
  ["debug", "info"],
  ["odd", "medium"],
])("level %s is %s", (level, severity) => expect(first(alert({ level }))?.severity).toBe(severity))

test.each([
  ["created", "firing"],
  ["unresolved", "firing"],
  ["resolved", "resolved"],
  ["archived", "resolved"],
  ["ignored", "resolved"],
  ["assigned", "info"],
])("an issue that is %s", (action, kind) => {
  const issue = {
    id: "77",
    title: "KeyError: id",
    level: "error",
    project: { slug: "web" },
    lastSeen: "2026-01-01T00:00:00Z",
  }
  expect(first({ action, data: { issue } })).toMatchObject({ kind, dedupeKey: ["77"], asset: "web" })
})

test.each([
  ["critical", "firing", "critical"],
  ["warning", "firing", "medium"],
  ["resolved", "resolved", "info"],
])("a metric alert that is %s", (action, kind, severity) =>
  expect(
    first({
      action,
      data: {
        metric_alert: { id: "3", alert_rule: { name: "Rate" }, projects: ["web"] },
        description_title: "Rate",
      },
    }),
  ).toMatchObject({ kind, severity, dedupeKey: ["metric", "3"] }),
)

test("the old plugin, notices and another body", () => {
  expect(
    first({
      id: "77",
      project_slug: "web",
      level: "fatal",
      message: "boom",
      event: { event_id: "e" },
      triggering_rules: ["Any"],
    }),
  ).toMatchObject({ severity: "critical", dedupeKey: ["77"], title: "boom" })
  expect(
    read({ action: "created", data: { installation: {} }, installation: { uuid: "u" } }).ignored,
  ).toMatch(/installation/)
  expect(() => read({ a: 1 })).toThrow(/neither/)
})

test("old events name user and request by Sentry's classes; an empty time is none", () => {
  const old = {
    project: "web",
    id: "9",
    event: {
      title: "KeyError",
      datetime: "",
      received: 1767225600,
      "sentry.interfaces.User": { ip_address: "192.0.2.4", email: "ann@example.com" },
      "sentry.interfaces.Http": { url: "http://shop.example.com/pay" },
    },
  }
  expect(first(old)).toMatchObject({
    occurredAt: "2026-01-01T00:00:00Z",
    observables: [
      { type: "ip", value: "192.0.2.4" },
      { type: "mail", value: "ann@example.com" },
      { type: "url", value: "http://shop.example.com/pay" },
      { type: "domain", value: "shop.example.com" },
    ],
  })
})
