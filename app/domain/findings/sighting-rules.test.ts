import { describe, expect, test } from "vitest"
import { instant, plusSeconds } from "#app/kernel/time.ts"
import { findingStates } from "./finding.ts"
import { effectOnFinding, type FindingFacts, type Sighting } from "./sighting-rules.ts"

const noon = instant("2026-03-02T12:00:00Z")
const at = (minutes: number) => plusSeconds(noon, minutes * 60)
const never = { trustsDowngrade: false }

const finding = (more: Partial<FindingFacts> = {}): FindingFacts => ({
  ...{ state: "open", stateAt: noon, severity: 3, lastSeenAt: noon, payloadHash: "a" },
  ...{ startedAt: null, lastFiredAt: null, lastClearedAt: null },
  ...more,
})
const seen = (more: Partial<Sighting> = {}): Sighting => ({
  ...{ kind: "firing", severity: 3, receivedAt: at(10), occurredAt: null, payloadHash: "b", isReplay: false },
  ...more,
})
const gone = (more: Partial<Sighting> = {}) => seen({ kind: "resolved", ...more })

describe("2.8.3 what a scanner's word does", () => {
  test.each<[string, Sighting, FindingFacts | null, string]>([
    ["seen | none: a new finding", seen(), null, "opened"],
    ["seen | open: counted", seen(), finding(), "repeat"],
    ["seen | open, word for word the same", seen({ payloadHash: "a" }), finding(), "exact"],
    ["seen | open, worse", seen({ severity: 1 }), finding(), "raised"],
    ["seen | open, less bad: the maximum is kept", seen({ severity: 4 }), finding(), "repeat"],
    ["seen | mitigated: stays so", seen(), finding({ state: "mitigated" }), "repeat"],
    ["seen | fixed: it was not", seen(), finding({ state: "fixed" }), "reopened"],
    ["seen | accepted, even worse", seen({ severity: 1 }), finding({ state: "accepted" }), "repeat"],
    ["seen | false positive: only counted", seen(), finding({ state: "false_positive" }), "repeat"],
    ["gone | none", gone(), null, "unknown"],
    ["gone | open", gone(), finding(), "fixed"],
    ["gone | mitigated", gone(), finding({ state: "mitigated" }), "fixed"],
    ["gone | accepted", gone(), finding({ state: "accepted" }), "fixed"],
    ["gone | fixed", gone(), finding({ state: "fixed" }), "already-settled"],
    ["gone | false positive", gone(), finding({ state: "false_positive" }), "already-settled"],
    ["information", seen({ kind: "info" }), finding(), "info"],
  ])("%s", (_name, sighting, facts, expected) =>
    expect(effectOnFinding(sighting, facts, never)).toBe(expected),
  )

  test("seen | open, less bad, of a source whose lower word is believed", () =>
    expect(effectOnFinding(seen({ severity: 4 }), finding(), { trustsDowngrade: true })).toBe("lowered"))
})

describe("2.8.3 out of order, by the rules of alerts", () => {
  test.each<[string, Sighting, FindingFacts, string]>([
    ["gone, received before it was seen last", gone({ receivedAt: at(-1) }), finding(), "out-of-order"],
    [
      "gone, by the scanner's clock before it was seen last",
      gone({ occurredAt: at(1) }),
      finding({ lastFiredAt: at(2) }),
      "out-of-order",
    ],
    [
      "gone, by the scanner's clock after",
      gone({ occurredAt: at(3), receivedAt: at(-1) }),
      finding({ lastFiredAt: at(2) }),
      "fixed",
    ],
    ["seen, received before the fix", seen({ receivedAt: at(-1) }), finding({ state: "fixed" }), "late"],
    [
      "seen by a scan of before a person's fix",
      seen({ occurredAt: at(-1) }),
      finding({ state: "fixed" }),
      "late",
    ],
    [
      "seen by a scan of before the scan that had it gone",
      seen({ occurredAt: at(-5) }),
      finding({ state: "fixed", lastClearedAt: at(-4) }),
      "late",
    ],
    [
      "seen by a scan after that one, though from before it was told",
      seen({ occurredAt: at(-3) }),
      finding({ state: "fixed", lastClearedAt: at(-4) }),
      "reopened",
    ],
    [
      "seen, with the time it was first found: that orders nothing",
      seen({ occurredAt: at(-60) }),
      finding({ state: "fixed", startedAt: at(-60) }),
      "reopened",
    ],
  ])("%s", (_name, sighting, facts, expected) =>
    expect(effectOnFinding(sighting, facts, never)).toBe(expected),
  )
})

test("2.2.7 a replay opens nothing again, whatever the state", () => {
  for (const state of findingStates)
    expect(effectOnFinding(seen({ isReplay: true }), finding({ state }), never)).not.toBe("reopened")
})
