import { expect, test } from "vitest"
import { instant } from "#app/kernel/time.ts"
import { type AlertFacts, effectOf, type IncomingSignal, isSkewed } from "./signal-rules.ts"

const now = instant("2026-03-27T12:00:00Z")
const ago = (minutes: number) => now.subtract({ minutes })
const firing = (severity = 3, receivedAt = now): IncomingSignal => ({
  kind: "firing",
  severity,
  receivedAt,
  occurredAt: null,
  payloadHash: null,
})
const resolved = (receivedAt = now): IncomingSignal => ({
  kind: "resolved",
  severity: 3,
  receivedAt,
  occurredAt: null,
  payloadHash: null,
})
const open = (more: Partial<AlertFacts> = {}): AlertFacts => ({
  state: "new",
  condition: "firing",
  severity: 3,
  lastSeenAt: ago(1),
  closedAt: null,
  disposition: null,
  clearedAt: null,
  payloadHash: null,
  startedAt: null,
  lastFiredAt: null,
  lastClearedAt: null,
  ...more,
})
const closed = (minutes: number, disposition = "resolved_by_provider"): AlertFacts =>
  open({ state: "closed", closedAt: ago(minutes), disposition })

// One line for each row of the state table, in its order.
test.each([
  ["firing, none", firing(), null, { kind: "open", follows: false }],
  ["firing, closed longer ago than the reopen window", firing(), closed(31), { kind: "open", follows: true }],
  ["firing, open", firing(), open(), { kind: "repeat", raised: false }],
  ["firing, open, severity rose", firing(1), open(), { kind: "repeat", raised: true }],
  ["firing, open, severity fell: the maximum is kept", firing(5), open(), { kind: "repeat", raised: false }],
  ["firing, closed within the window as resolved", firing(), closed(29), { kind: "reopen" }],
  ["firing, closed exactly at the window", firing(), closed(30), { kind: "reopen" }],
  [
    "firing, closed as false positive: never reopened silently",
    firing(),
    closed(1, "false_positive.rule"),
    { kind: "open", follows: true },
  ],
  [
    "firing, closed as accepted",
    firing(),
    closed(1, "true_positive.benign"),
    { kind: "open", follows: true },
  ],
  ["resolved, open and untouched", resolved(), open(), { kind: "clear" }],
  ["resolved, acknowledged", resolved(), open({ state: "acknowledged" }), { kind: "clear" }],
  ["resolved, linked to an incident", resolved(), open({ state: "linked" }), { kind: "clear" }],
  [
    "resolved older than last seen",
    resolved(ago(5)),
    open({ lastSeenAt: ago(1) }),
    { kind: "keep", why: "out of order" },
  ],
  ["resolved, none", resolved(), null, { kind: "keep", why: "nothing to clear" }],
  ["resolved, closed", resolved(), closed(1), { kind: "keep", why: "already closed" }],
  [
    "information changes nothing",
    { ...firing(), kind: "info" },
    open(),
    { kind: "keep", why: "information" },
  ],
] as const)("%s", (_name, signal, latest, effect) => {
  expect(effectOf(signal as IncomingSignal, latest)).toEqual(effect)
})

test.each([
  ["on time", 0, false],
  ["five minutes ahead is still on time", -5, false],
  ["further ahead", -6, true],
  ["a day behind is still on time", 1440, false],
  ["further behind", 1441, true],
])("skew: %s", (_name, minutesBehind, skewed) => {
  expect(isSkewed(now.subtract({ minutes: minutesBehind }), now)).toBe(skewed)
})
