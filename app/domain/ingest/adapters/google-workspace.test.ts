import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "google-workspace", contentType: null, body: JSON.stringify(body) })
const alert = (change: object = {}) => ({
  alertId: "a",
  type: "Leaked password",
  startTime: "2026-01-01T00:00:00Z",
  data: { email: "ann@example.com" },
  metadata: { severity: "LOW", status: "IN_PROGRESS" },
  ...change,
})
const push = (document: object) => ({
  message: { data: Buffer.from(JSON.stringify(document)).toString("base64") },
})

test.each([
  ["bare", alert()],
  ["listed", { alerts: [alert()] }],
  ["by Pub/Sub", push(alert())],
])("an alert %s", (_name, body) =>
  expect(read(body).events).toMatchObject([
    {
      title: "Leaked password: ann@example.com",
      severity: "low",
      kind: "firing",
      externalId: "a",
      partial: [],
    },
  ]),
)

test.each([
  [{ metadata: { status: "CLOSED" } }, "resolved"],
  [{ deleted: true }, "resolved"],
  [{ metadata: null }, "firing"],
])("%o is %s", (change, kind) =>
  expect(read(alert(change)).events[0]).toMatchObject({ kind, dedupeKey: ["a"] }),
)

const activity = (name: string) => ({
  id: { applicationName: "login", time: "2026-01-01T00:00:00Z" },
  actor: { email: "b@example.com" },
  events: [{ name }],
})

test("of the audit, warnings alone are alerts", () => {
  expect(
    read({ items: [activity("login_success"), activity("account_disabled_hijacked")] }).events,
  ).toMatchObject([
    { severity: "high", asset: "b@example.com", dedupeKey: ["account_disabled_hijacked", "b@example.com"] },
  ])
  expect(read(activity("logout")).ignored).toMatch(/audit/)
  expect(() => read(push({ a: 1 }))).toThrow(/alertId/)
})

test.each([
  ["an object", { events: { name: "gov_attack_warning" } }, { severity: "critical", asset: "b@example.com" }],
  ["the entry itself", { events: undefined, name: "SUSPICIOUS_ACTIVITY_EVENT" }, { severity: "medium" }],
  [
    "a sign-in that is marked",
    { events: [{ name: "login_success", parameters: [{ name: "is_suspicious", boolValue: true }] }] },
    { severity: "medium", partial: [] },
  ],
  [
    "a rule",
    { events: { name: "rule_match", parameters: [{ name: "rule_name", multiValue: ["Cards"] }] } },
    { title: "rule match: Cards", rule: "Cards" },
  ],
  [
    "a rule without a name of the event",
    { events: undefined, parameters: { severity: "LOW", triggered_actions: [{ action_type: "FLAG" }] } },
    { severity: "low" },
  ],
  [
    "a device that is well again",
    {
      events: {
        name: "DEVICE_COMPROMISED_EVENT",
        parameters: [
          { name: "DEVICE_COMPROMISED_STATE", value: "NOT_COMPROMISED" },
          { name: "DEVICE_ID", value: "d1" },
        ],
      },
    },
    { kind: "resolved", dedupeKey: ["device_compromised_event", "d1|b@example.com"] },
  ],
])("an event of the reports API as %s", (_name, change, expected) =>
  expect(read({ ...activity("login_success"), ...change }).events).toMatchObject([expected]),
)

test("a sign-in that is not marked, and a rule that did nothing, are no alerts", () => {
  const calm = { name: "login_success", parameters: [{ name: "is_suspicious", boolValue: false }] }
  expect(read({ ...activity("x"), events: calm }).ignored).toMatch(/audit/)
  const idle = { severity: "HIGH", triggered_actions: null }
  expect(read({ id: { applicationName: "rules" }, parameters: idle }).ignored).toMatch(/audit/)
})

test("an outage is one of availability and ends by its own status; who sent a mail is no asset", () => {
  const outage = (status: string) => ({
    alertId: "a",
    type: "Apps outage",
    source: "Apps outage",
    data: { products: ["Gmail"], status },
  })
  const begun = read(outage("NEW")).events[0]
  expect(begun).toMatchObject({ kind: "firing", title: "Apps outage: Gmail", discipline: "noc" })
  expect(read(outage("RESOLVED")).events[0]).toMatchObject({ kind: "resolved", dedupeKey: begun?.dedupeKey })
  const mail = { maliciousEntity: { entity: { emailAddress: "evil@bad.example" } } }
  expect(
    read({
      alertId: "b",
      type: "Phishing",
      data: mail,
      securityInvestigationToolLink: "admin.google.com/ac/x",
    }).events[0],
  ).toMatchObject({ asset: null, url: "https://admin.google.com/ac/x" })
})

test("a rule of the client's own: what it found and what it did are one matter, rated by the rule", () => {
  const event = (name: string) => ({
    id: { applicationName: "rules", time: "2026-01-01T00:00:00Z" },
    actor: { email: "b@example.com" },
    events: [
      {
        name,
        parameters: [
          { name: "rule_name", value: "IBAN shared" },
          { name: "resource_id", value: "r1" },
          { name: "severity", value: "LOW" },
        ],
      },
    ],
  })
  const found = read(event("content_matched")).events[0]
  expect(found).toMatchObject({
    title: "content matched: IBAN shared",
    severity: "low",
    sourceSeverity: "LOW",
    rule: "IBAN shared",
  })
  expect(read(event("action_complete")).events[0]?.dedupeKey).toEqual(found?.dedupeKey)
})

test("what a browser met is about its device", () => {
  const visit = activity("UNSAFE_SITE_VISIT")
  const parameters = [
    { name: "DEVICE_NAME", value: "pc-7" },
    { name: "URL", value: "https://bad.example.org/x" },
  ]
  const { events } = read({ ...visit, events: [{ name: "UNSAFE_SITE_VISIT", parameters }] })
  expect(events[0]).toMatchObject({ kind: "firing", severity: "medium", asset: "pc-7" })
  expect(events[0]?.observables).toContainEqual({ type: "url", value: "https://bad.example.org/x" })
})
