import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown, contentType: string | null = null) =>
  normaliseDelivery({
    adapterKey: "newrelic",
    contentType,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const first = (body: unknown) => read(body).events[0]

const issue = {
  id: "i-1",
  title: "Latency is high",
  priority: "CRITICAL",
  state: "ACTIVATED",
  createdAt: 1767225600000,
  closedAt: 1767229200000,
  impactedEntities: ["shop"],
  alertConditionNames: ["Latency"],
  alertPolicyNames: ["Web"],
}

test("an issue from activated to closed", () => {
  expect(first(issue)).toMatchObject({
    kind: "firing",
    severity: "critical",
    title: "Latency is high",
    asset: "shop",
    dedupeKey: ["i-1"],
    occurredAt: "2026-01-01T00:00:00Z",
    partial: [],
  })
  expect(first({ ...issue, state: "CLOSED" })).toMatchObject({
    kind: "resolved",
    dedupeKey: ["i-1"],
    occurredAt: "2026-01-01T01:00:00Z",
  })
})

test.each([
  ["open", "firing"],
  ["acknowledged", "info"],
  ["closed", "resolved"],
])("an incident that is %s", (current_state, kind) =>
  expect(
    first({
      incident_id: 7,
      current_state,
      severity: "WARNING",
      condition_name: "CPU",
      details: "CPU > 90",
      targets: [{ name: "web-1" }],
      timestamp: 1767225600000,
    }),
  ).toMatchObject({
    kind,
    severity: "medium",
    externalId: "7",
    asset: "web-1",
    rule: "CPU",
  }),
)

test("no alert, drift and another body", () => {
  expect(read({ incident_id: 7, event_type: "INCIDENT_NOTE", details: "looked at it" }).ignored).toMatch(
    /note/,
  )
  expect(first({ title: "x", priority: "URGENT" })).toMatchObject({
    kind: "firing",
    severity: "medium",
    partial: ["priority:default(URGENT)", "id", "state"],
  })
  expect(() => read({ a: 1 })).toThrow(/neither/)
})

test.each([
  ["INCIDENT_OPEN", "firing"],
  ["INCIDENT_ACKNOWLEDGED", "info"],
  ["INCIDENT_RESOLVED", "resolved"],
])("the type of event %s is %s where the state was not filled in", (event_type, kind) =>
  expect(first({ event_type, current_state: "$EVENT_STATE", incident_id: 7 })).toMatchObject({
    kind,
    dedupeKey: ["7"],
  }),
)

test("a template of which nothing but the type was filled in is still an alert", () =>
  expect(first({ event_type: "INCIDENT_OPEN", incident_id: "$INCIDENT_ID" })?.title).toBe("New Relic issue"))

test("an issue taken in hand stays activated; a page of NerdGraph", () => {
  expect(first({ ...issue, trigger: "ISSUE_ACKNOWLEDGED" })?.kind).toBe("info")
  const issues = { issues: { issues: [{ issueId: "i-1", title: ["T"], state: "CLOSED" }] } }
  expect(first({ data: { actor: { account: { aiIssues: issues } } } })).toMatchObject({
    kind: "resolved",
    title: "T",
    dedupeKey: ["i-1"],
  })
})
