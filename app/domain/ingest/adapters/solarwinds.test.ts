import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown, contentType: string | null = null) =>
  normaliseDelivery({
    adapterKey: "solarwinds",
    contentType,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const first = (body: unknown) => read(body).events[0]

const alert = {
  ActionType: "Create",
  AlertID: "9",
  AlertMessage: "rtr-1 is down",
  NodeName: "rtr-1",
  Severity: "Serious",
  AlertTriggerTime: "Friday, January 2, 2026 3:04 PM",
}

test("an alert and its reset", () => {
  expect(first(alert)).toMatchObject({
    kind: "firing",
    severity: "high",
    title: "rtr-1 is down",
    asset: "rtr-1",
    category: "availability",
    dedupeKey: ["9", "rtr-1"],
    occurredAt: "2026-01-02T15:04:00Z",
    partial: [],
  })
  expect(first({ ...alert, ActionType: "Reset", AlertTriggerTime: "Never", Severity: "" })).toMatchObject({
    kind: "resolved",
    dedupeKey: ["9", "rtr-1"],
    occurredAt: null,
    partial: [],
  })
})

test.each([
  ["Critical", "critical"],
  ["Warning", "medium"],
  ["Notice", "low"],
  ["Informational", "info"],
  ["2", "critical"],
])("%s is %s", (Severity, severity) => expect(first({ ...alert, Severity })?.severity).toBe(severity))

test("the object tells apart what one alert found twice; variables that were not filled in are none", () =>
  expect(first({ ...alert, AlertObjectID: "31", NodeName: "${N=SwisEntity;M=Caption}" })).toMatchObject({
    dedupeKey: ["9", "31"],
    asset: null,
  }))

test("an acknowledgement, a date to guess, a form and another body", () => {
  expect(first({ ...alert, ActionType: "Acknowledge" })?.kind).toBe("info")
  expect(first({ ...alert, AlertTriggerTime: "3/4/2026 1:02 AM" })).toMatchObject({
    occurredAt: null,
    partial: ["AlertTriggerTime:unreadable(3/4/2026 1:02 AM)"],
  })
  expect(
    read(new URLSearchParams(alert).toString(), "application/x-www-form-urlencoded").events,
  ).toHaveLength(1)
  expect(() => read({ a: 1 })).toThrow(/neither/)
})

test.each([
  ["CRITICAL", "firing"],
  ["ACKNOWLEDGEMENT", "info"],
  ["RECOVERY", "resolved"],
])("a template with a message_type of %s", (message_type, kind) =>
  expect(
    first({ message_type, entity_id: "SW-1", entity_display_name: "r1", state_message: "x" }),
  ).toMatchObject({ kind, externalId: "SW-1" }),
)
