import { expect, test } from "vitest"
import { canonicalEvent } from "./canonical-event.ts"
import { isIgnoreField, isVolatile, payloadHashOf } from "./payload-hash.ts"

const event = canonicalEvent({
  discipline: "noc",
  category: "capacity",
  title: "Disk full",
  dedupeKey: ["disk"],
  groupKey: ["disk"],
  externalId: "event 1",
  labels: { mount: "/var", used: "91", startsAt: "12:00" },
  observables: [{ type: "ip", value: "10.0.0.1" }],
  time: { value: "2026-03-27T12:00:00Z", partial: [] },
})

test.each([
  ["the time", { occurredAt: "2026-03-27T12:05:00Z" }],
  ["the tool's id of the event", { externalId: "event 2" }],
  ["a link into the tool", { url: "https://tool.example/2" }],
  ["a label that is a time", { labels: { ...event.labels, startsAt: "12:05" } }],
  ["the order of labels", { labels: { used: "91", startsAt: "12:00", mount: "/var" } }],
])("2.3.1 exact: %s does not tell two sightings apart", (_name, more) => {
  expect(payloadHashOf({ ...event, ...more })).toBe(payloadHashOf(event))
})

test.each([
  ["the kind", { kind: "resolved" as const }],
  ["the title", { title: "Disk nearly full" }],
  ["the severity", { severity: "critical" as const }],
  ["a label", { labels: { ...event.labels, used: "92" } }],
  ["an observable", { observables: [] }],
])("2.3.1 partial: %s does", (_name, more) => {
  expect(payloadHashOf({ ...event, ...more })).not.toBe(payloadHashOf(event))
})

test.each([
  ["labels.used", { labels: { ...event.labels, used: "92" } }],
  ["labels.u*", { labels: { ...event.labels, used: "92" } }],
  ["entity.ip", { observables: [] }],
  ["title", { title: "Disk nearly full" }],
])("2.3.1 exact: what a source ignores, %s, is left out", (path, more) => {
  expect(payloadHashOf({ ...event, ...more }, [path])).toBe(payloadHashOf(event, [path]))
  expect(payloadHashOf({ ...event, ...more }, ["labels.other"])).not.toBe(
    payloadHashOf(event, ["labels.other"]),
  )
})

test.each([
  ["timestamp", true],
  ["startsAt", true],
  ["created_at", true],
  ["event.sequence", true],
  ["EventID", false],
  ["event_id", false],
  ["message_id", true],
  ["trace-id", true],
  ["last_seen", true],
  ["format", false],
  ["runtime", false],
  ["count", false],
])("a label named %s is volatile: %s", (name, answer) => {
  expect(isVolatile(name)).toBe(answer)
})

test.each([
  ["title", true],
  ["labels.anything at all", false],
  ["labels.x", true],
  ["nonsense", false],
])("an ignore field may be %s: %s", (path, answer) => {
  expect(isIgnoreField(path)).toBe(answer)
})
