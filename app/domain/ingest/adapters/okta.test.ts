import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "okta", contentType: null, body: JSON.stringify(body) })
const event = (eventType: string, change: object = {}) => ({
  uuid: "u",
  eventType,
  displayMessage: "m",
  published: "2026-01-01T00:00:00.000Z",
  client: { ipAddress: "203.0.113.5" },
  target: [{ type: "User", alternateId: "ann@example.com" }],
  ...change,
})
const first = (body: unknown) => read(body).events[0]

test("unlocking ends locking", () => {
  const locked = first({ data: { events: [event("user.account.lock")] } })
  expect(locked).toMatchObject({ kind: "firing", asset: "ann@example.com", partial: [] })
  expect(first({ detail: event("user.account.unlock_by_admin") })).toMatchObject({
    kind: "resolved",
    dedupeKey: locked?.dedupeKey,
  })
})

test.each([
  ["security.attack.start", "high"],
  ["security.threat.detected", "medium"],
  ["user.mfa.attempt_bypass", "high"],
  ["system.org.rate_limit.warning", "low"],
])("%s is %s", (type, severity) => expect(first([event(type)])?.severity).toBe(severity))

test.each([
  ["a sign-in", {}, 0],
  ["a sign-in that failed", { outcome: { result: "FAILURE", reason: "INVALID_CREDENTIALS" } }, 0],
  ["one that Okta suspects", { debugContext: { debugData: { threatSuspected: "true" } } }, 1],
  [
    "one of high risk",
    { outcome: { result: "SUCCESS" }, debugContext: { debugData: { risk: "{level=HIGH}" } } },
    1,
  ],
  ["phishing declined", { outcome: { result: "FAILURE", reason: "FastPass declined phishing attempt" } }, 1],
])("%s", (_name, change, count) =>
  expect(read(event("user.session.start", change)).events).toHaveLength(count),
)

test("names in another case; a time without a zone; other documents", () => {
  const { eventType: eventtype, ...rest } = event("security.threat.detected", {
    published: "2026-01-01 00:00:00.000",
  })
  expect(first({ eventtype, ...rest })?.occurredAt).toBe("2026-01-01T00:00:00.000Z")
  expect(() => read({ a: 1 })).toThrow(/eventType/)
})

test.each([
  ["system.operation.rate_limit.violation", { severity: "low", category: "capacity" }],
  ["app.generic.unauth_app_access_attempt", { severity: "medium", category: "security" }],
  ["system.mfa.factor.deactivate", { severity: "high" }],
])("%s is an alert", (type, expected) => expect(first(event(type))).toMatchObject(expected))
