import { expect, test } from "vitest"
import { type ClockId, newId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import { type CorrectionView, standingOf } from "./correction.ts"

const at = (time: string) => instant(`2026-03-02T${time}Z`)
const moved = (from: string, to: string, more: Partial<CorrectionView> = {}): CorrectionView => ({
  ...{ id: newId(), clockId: newId<"clock">() satisfies ClockId, recordedAt: at(from), stoppedAt: at(to) },
  ...{ reason: `${from} ${to}`, requestedBy: null, requestedByName: "Ana", requestedAt: at("12:00") },
  ...{ state: "approved", decidedByName: "Lena", decidedAt: at("12:30"), decision: null },
  ...{ wasMissed: from === "10:42", isMissed: false, ...more },
})

test.each([
  { name: "nothing was asked", corrections: [], ended: "10:42", is: null },
  {
    name: "it is asked",
    corrections: [moved("10:42", "10:05", { state: "requested" })],
    ended: "10:42",
    is: null,
  },
  {
    name: "it was refused",
    corrections: [moved("10:42", "10:05", { state: "refused" })],
    ended: "10:42",
    is: null,
  },
  {
    name: "it was approved",
    corrections: [moved("10:42", "10:05")],
    ended: "10:05",
    is: "10:42 to 10:05 missed",
  },
  { name: "the clock stopped anew", corrections: [moved("10:42", "10:05")], ended: "11:00", is: null },
  { name: "it runs again", corrections: [moved("10:42", "10:05")], ended: null, is: null },
  {
    name: "it was moved twice",
    corrections: [moved("10:42", "10:05"), moved("10:05", "10:10")],
    ended: "10:10",
    is: "10:42 to 10:10 missed",
  },
  {
    name: "it stopped anew between two",
    corrections: [moved("10:42", "10:05"), moved("11:00", "10:50")],
    ended: "10:50",
    is: "11:00 to 10:50 met",
  },
])("2.9.12 what a clock stands by: $name", ({ corrections, ended, is }) => {
  const standing = standingOf(corrections, { endedAt: ended === null ? null : at(ended) })
  const time = (moment: { toString(): string }) => moment.toString().slice(11, 16)
  const told =
    standing &&
    `${time(standing.recordedAt)} to ${time(standing.stoppedAt)} ${standing.wasMissed ? "missed" : "met"}`
  expect(told).toBe(is)
})
