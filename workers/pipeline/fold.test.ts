import fc from "fast-check"
import { expect, test } from "vitest"
import { canonicalEvent } from "#app/domain/ingest/canonical-event.ts"
import { newId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import { foldEvents } from "./fold.ts"
import type { IncomingEvent } from "./incoming.ts"
import { noSettings } from "./settings.ts"

const receivedAt = instant("2026-03-27T12:00:00Z")
const owner = { tenantId: newId<"tenant">(), sourceId: newId<"source">() }

/** What a tool says at a minute of its own clock; all of it is received at the same moment. */
type Said = { readonly minute: number; readonly kind: "firing" | "resolved"; readonly severity: number }

function incoming({ minute, kind, severity }: Said): IncomingEvent {
  const draft = {
    discipline: "noc",
    category: "availability",
    title: "Down",
    dedupeKey: ["k"],
    groupKey: [],
  } as const
  return {
    ...owner,
    ...{ deliveryId: newId(), adapter: "generic", isReplay: false, ordinal: 0, receivedAt, severity },
    occurredAt: receivedAt.subtract({ minutes: 120 - minute }),
    ...{
      fingerprint: "f",
      formerFingerprints: [],
      groupKey: "g",
      flags: [],
      alertId: null,
      effect: "no-alert",
    },
    payloadHash: `${kind} ${severity}`,
    event: { ...canonicalEvent(draft), kind },
  }
}

function lastsAs(said: readonly Said[]) {
  const events = said.map(incoming)
  const { alerts } = foldEvents(events, [], noSettings)
  return alerts.map(({ state, condition, count, severity, episode }) => ({
    state,
    condition,
    count,
    severity,
    episode,
  }))
}

const first: Said = { minute: 0, kind: "firing", severity: 3 }
const later = fc.uniqueArray(
  fc.record({
    minute: fc.integer({ min: 1, max: 119 }),
    kind: fc.constantFrom("firing" as const, "resolved" as const),
    severity: fc.integer({ min: 1, max: 5 }),
  }),
  { selector: (said) => said.minute, maxLength: 8 },
)

test("2.3.5 what arrives at once has one effect in any order, once the problem is known", () => {
  const shuffled = later.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  )
  fc.assert(
    fc.property(shuffled, ([list, mixed]) => {
      const inOrder = list.toSorted((a, b) => a.minute - b.minute)
      expect(lastsAs([first, ...mixed])).toEqual(lastsAs([first, ...inOrder]))
    }),
    { numRuns: 500 },
  )
})

test("2.3.5 the newest thing the tool said is its condition", () => {
  fc.assert(
    fc.property(later, (list) => {
      const newest = list.toSorted((a, b) => a.minute - b.minute).at(-1) ?? first
      expect(lastsAs([first, ...list])[0]?.condition).toBe(newest.kind === "firing" ? "firing" : "cleared")
    }),
  )
})

test("2.3.5 accepted is counted: every firing is in the count, whatever its order", () => {
  fc.assert(
    fc.property(later, (list) => {
      expect(lastsAs([first, ...list])[0]?.count).toBe(
        1 + list.filter((said) => said.kind === "firing").length,
      )
    }),
  )
})
