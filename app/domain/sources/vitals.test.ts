import { expect, test } from "vitest"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import { type SourceHour, vitalCounts, vitalsOf } from "./vitals.ts"

const nothing = Object.fromEntries(vitalCounts.map((key) => [key, 0])) as Record<
  (typeof vitalCounts)[number],
  number
>
const hour = (at: string, more: Partial<SourceHour> = {}): SourceHour => ({
  ...nothing,
  clientId: "c" as TenantId,
  sourceId: "s" as SourceId,
  hour: instant(at),
  deliveries: 1,
  lagMilliseconds: 0,
  ...more,
})
const now = instant("2026-03-27T10:20Z").epochMilliseconds

test("hours without a row are hours without an event; the last is the one under way", () => {
  const rows = [
    hour("2026-03-27T10:00Z", { events: 5 }),
    hour("2026-03-27T08:00Z", { events: 7 }),
    hour("2026-03-27T06:00Z", { events: 99 }),
    hour("2026-03-27T11:00Z", { events: 99 }),
  ]
  const vitals = vitalsOf(rows, now, 4)
  expect(vitals.hours).toEqual([0, 7, 0, 5])
  expect(vitals.counts.events).toBe(12)
})

test("lag now is of this hour and the one before, the worst of all of them; unknown where nothing came", () => {
  const rows = [
    hour("2026-03-27T10:00Z", { lagMilliseconds: 12 }),
    hour("2026-03-27T09:00Z", { lagMilliseconds: 40 }),
    hour("2026-03-27T01:00Z", { lagMilliseconds: 9000 }),
  ]
  expect(vitalsOf(rows, now, 24)).toMatchObject({ lagNow: 40, lagWorst: 9000 })
  expect(vitalsOf([], now, 24)).toMatchObject({ lagNow: null, lagWorst: null })
  // An hour in which everything was refused had no effect to wait for.
  const refused = [hour("2026-03-27T10:00Z", { deliveries: 0, throttled: 3 })]
  expect(vitalsOf(refused, now, 24)).toMatchObject({ lagNow: null, counts: { throttled: 3 } })
})
