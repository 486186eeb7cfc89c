import fc from "fast-check"
import { expect, test } from "vitest"
import { instant } from "#app/kernel/time.ts"
import { type AlertFacts, effectOf, type IncomingSignal, isSkewed } from "./signal-rules.ts"

const now = instant("2026-03-27T12:00:00Z")
const ago = (minutes: number) => now.subtract({ seconds: Math.round(minutes * 60) })
const signal = (more: Partial<IncomingSignal> = {}): IncomingSignal => ({
  kind: "firing",
  severity: 3,
  receivedAt: now,
  occurredAt: null,
  payloadHash: "this one",
  ...more,
})
const resolved = (more: Partial<IncomingSignal> = {}) => signal({ kind: "resolved", ...more })
const open = (more: Partial<AlertFacts> = {}): AlertFacts => ({
  ...{ state: "new", condition: "firing", severity: 3, lastSeenAt: ago(1), clearedAt: null },
  ...{ closedAt: null, disposition: null, payloadHash: "the one before" },
  ...{ startedAt: null, lastFiredAt: null, lastClearedAt: null },
  ...more,
})
const cleared = (more: Partial<AlertFacts> = {}) =>
  open({ condition: "cleared", clearedAt: ago(1), lastClearedAt: ago(1), startedAt: ago(60), ...more })
const closed = (minutes: number, disposition = "resolved_by_provider") =>
  open({ state: "closed", closedAt: ago(minutes), disposition })

const follows = { kind: "open", follows: true } as const
const outOfOrder = { kind: "keep", why: "out of order" } as const

// One line at least for each row of the state table, in its order: incoming | existing: effect.
test.each([
  ["firing | none: new alert", signal(), null, { kind: "open", follows: false }],
  [
    "firing | closed longer ago than the reopen window: new alert, after the old one",
    signal(),
    closed(31),
    follows,
  ],
  ["firing | closed exactly at the window: reopened", signal(), closed(30), { kind: "reopen", late: false }],
  ["firing | open: counted", signal(), open(), { kind: "repeat", severity: "same" }],
  [
    "firing | open, severity rose: raised",
    signal({ severity: 1 }),
    open(),
    { kind: "repeat", severity: "rose" },
  ],
  [
    "firing | open, severity fell: the maximum is kept",
    signal({ severity: 5 }),
    open(),
    { kind: "repeat", severity: "same" },
  ],
  [
    "firing | open, the payload of the last sighting: exact",
    signal(),
    open({ payloadHash: "this one" }),
    { kind: "exact" },
  ],
  [
    "firing | open and cleared, the payload of the last signal: the condition changed, so not exact",
    signal(),
    cleared({ payloadHash: "this one" }),
    { kind: "repeat", severity: "same" },
  ],
  [
    "firing | closed within the window as resolved: reopened",
    signal(),
    closed(29),
    { kind: "reopen", late: false },
  ],
  [
    "firing | closed as false positive: new alert, never reopened silently",
    signal(),
    closed(1, "false_positive.rule"),
    follows,
  ],
  ["firing | closed as accepted: new alert", signal(), closed(1, "true_positive.benign"), follows],
  ["resolved | open, not yet touched: cleared", resolved(), open(), { kind: "clear" }],
  ["resolved | acknowledged: cleared", resolved(), open({ state: "acknowledged" }), { kind: "clear" }],
  ["resolved | linked to an incident: cleared", resolved(), open({ state: "linked" }), { kind: "clear" }],
  [
    "resolved | open and cleared by the same payload: exact",
    resolved(),
    cleared({ payloadHash: "this one" }),
    { kind: "exact" },
  ],
  ["resolved older than last_seen | open: ignored", resolved({ receivedAt: ago(5) }), open(), outOfOrder],
  [
    "resolved older than last_seen | closed: ignored",
    resolved({ receivedAt: ago(5) }),
    closed(1),
    outOfOrder,
  ],
  [
    "resolved older than last_seen by the tool's clock, though received later | open: ignored",
    resolved({ occurredAt: ago(9) }),
    open({ lastFiredAt: ago(8), startedAt: ago(8) }),
    outOfOrder,
  ],
  [
    "resolved received before the last sighting, younger by the tool's clock | open: cleared",
    resolved({ receivedAt: ago(5), occurredAt: ago(6) }),
    open({ lastFiredAt: ago(7), startedAt: ago(60) }),
    { kind: "clear" },
  ],
  [
    "resolved with the start of the problem as its time | open: the order of receipt decides",
    resolved({ occurredAt: ago(60) }),
    open({ lastFiredAt: ago(7), startedAt: ago(60) }),
    { kind: "clear" },
  ],
  ["resolved | none: stored, no alert", resolved(), null, { kind: "keep", why: "nothing to clear" }],
  ["resolved | closed: nothing to do", resolved(), closed(1), { kind: "keep", why: "already closed" }],
  [
    "info | open: information changes nothing",
    signal({ kind: "info" }),
    open(),
    { kind: "keep", why: "information" },
  ],
] as const)("2.3.5 %s", (_name, incoming, latest, effect) => {
  expect(effectOf(incoming, latest)).toEqual(effect)
})

test.each([
  [
    "late by the tool's clock | open and cleared: counted, stays cleared",
    { occurredAt: ago(3) },
    cleared(),
    { kind: "late" },
  ],
  [
    "late by the order of receipt | open and cleared: counted, stays cleared",
    { receivedAt: ago(2) },
    cleared(),
    { kind: "late" },
  ],
  [
    "with the start of the problem as its time | open and cleared: it fires again",
    { occurredAt: ago(60) },
    cleared(),
    { kind: "repeat", severity: "same" },
  ],
  [
    "late | closed within the window: reopened and marked, for all to see",
    { occurredAt: ago(3) },
    cleared({ state: "closed", closedAt: ago(1), disposition: "auto_cleared" }),
    { kind: "reopen", late: true },
  ],
] as const)("a trigger after its resolve, %s", (_name, more, latest, effect) => {
  expect(effectOf(signal(more), latest)).toEqual(effect)
})

test("2.3.5 firing | open, severity fell, trusted downgrade: lowered", () => {
  const settings = { reopenWindowSeconds: 1800, trustsDowngrade: true }
  expect(effectOf(signal({ severity: 5 }), open(), settings)).toEqual({ kind: "repeat", severity: "fell" })
})

test("2.3.5 firing | closed: the reopen window is the source's own", () => {
  const settings = { reopenWindowSeconds: 60, trustsDowngrade: false }
  expect(effectOf(signal(), closed(2), settings)).toEqual(follows)
  expect(effectOf(signal(), closed(1), settings)).toEqual({ kind: "reopen", late: false })
})

test("a closed alert is changed by a firing alone, whatever the times say", () => {
  const time = fc.option(fc.integer({ min: -300, max: 300 }).map(ago))
  fc.assert(
    fc.property(time, time, time, fc.constantFrom("resolved" as const, "info" as const), (a, b, c, kind) => {
      const latest = { ...closed(10), lastFiredAt: a, lastClearedAt: b, startedAt: c }
      expect(effectOf(signal({ kind, occurredAt: b }), latest).kind).toBe("keep")
    }),
  )
})

test.each([
  ["on time", 0, false],
  ["five minutes ahead is still on time", -5, false],
  ["further ahead", -6, true],
  ["a day behind is still on time", 1440, false],
  ["further behind", 1441, true],
])("2.2.5 clock skew: %s", (_name, minutesBehind, skewed) => {
  expect(isSkewed(now.subtract({ minutes: minutesBehind }), now)).toBe(skewed)
})
