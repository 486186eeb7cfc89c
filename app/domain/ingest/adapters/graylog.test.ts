import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "graylog", contentType: null, body: JSON.stringify(body) })
const first = (body: unknown) => read(body).events[0]

const event = {
  id: "01A",
  event_definition_id: "d",
  timestamp: "2026-01-01T00:00:00.000Z",
  message: "Brute force: ann",
  key: "ann",
  priority: 3,
  fields: { src_ip: "198.51.100.9", username: "ann" },
}
const note = (change: object = {}) => ({
  event_definition_id: "d",
  event_definition_title: "Brute force",
  event: { ...event, ...change },
  backlog: [{ source: "vpn", message: "m" }],
})

test("an event: its definition and key are the problem, its id is not", () => {
  expect(first(note())).toMatchObject({
    title: "Brute force: ann",
    severity: "high",
    dedupeKey: ["d", "ann"],
    asset: "vpn",
    occurredAt: "2026-01-01T00:00:00.000Z",
    observables: [
      { type: "ip", value: "198.51.100.9" },
      { type: "user", value: "ann" },
    ],
    partial: [],
  })
  expect(first(note({ id: "01B" }))?.dedupeKey).toEqual(["d", "ann"])
})

test.each([
  [1, "low"],
  ["2", "medium"],
  [4, "critical"],
  [null, "medium"],
])("priority %j is %s", (priority, severity) => expect(first(note({ priority }))?.severity).toBe(severity))

test("the callback of version 2, and its end", () => {
  const check = (triggered: boolean) => ({
    check_result: {
      triggered,
      triggered_at: "2026-01-01T00:00:00Z",
      result_description: "r",
      triggered_condition: { id: "c" },
    },
    stream: { id: "s", title: "errors" },
  })
  expect(first(check(true))).toMatchObject({ kind: "firing", title: "r, stream errors", externalId: "c" })
  expect(first(check(false))).toMatchObject({ kind: "resolved", dedupeKey: ["c", "s"] })
})

test("a test, drift and another body", () => {
  expect(read({ ...note(), event_definition_type: "test-dummy-v1" }).ignored).toMatch(/test/)
  expect(first({ event_definition_id: "d" })).toMatchObject({
    title: "Graylog event",
    partial: ["event.message", "event.priority"],
  })
  expect(() => read({ a: 1 })).toThrow(/neither/)
})

test("an event alone, and those that the API finds", () => {
  const expected = { title: "Brute force: ann", severity: "high", dedupeKey: first(note())?.dedupeKey }
  expect(first(event)).toMatchObject(expected)
  expect(first({ events: [{ event, index_name: "gl-events_0" }], total_events: 1 })).toMatchObject(expected)
  expect(read({ events: [], total_events: 0 }).ignored).toMatch(/no events/)
})
