import { type Instant, isBefore } from "#app/kernel/time.ts"
import type { FindingState } from "./finding.ts"

/** What the rules need to know of the finding a signal is about. */
export type FindingFacts = {
  readonly state: FindingState
  readonly stateAt: Instant
  /** 1 critical to 5 info. */
  readonly severity: number
  readonly lastSeenAt: Instant
  /** Of its last sighting. */
  readonly payloadHash: string | null
  /** By the scanner's clock, where that can be trusted: when it began, its newest report, its newest "gone". */
  readonly startedAt: Instant | null
  readonly lastFiredAt: Instant | null
  readonly lastClearedAt: Instant | null
}

export type Sighting = {
  readonly kind: "firing" | "resolved" | "info"
  readonly severity: number
  readonly receivedAt: Instant
  /** By the scanner's clock; null where it said nothing or cannot be trusted. */
  readonly occurredAt: Instant | null
  readonly payloadHash: string | null
  /** Put in again by a person: it fills in what was missed and opens nothing again. */
  readonly isReplay: boolean
}

/**
 * What a sighting does to the register, as it is stored beside it. `late` was seen before the fix that is known already;
 * `unknown` says gone of what nobody had reported.
 */
export const sightingEffects = [
  "opened",
  "repeat",
  "raised",
  "lowered",
  "exact",
  "late",
  "reopened",
  "fixed",
  "out-of-order",
  "already-settled",
  "unknown",
  "info",
] as const
export type SightingEffect = (typeof sightingEffects)[number]

/**
 * The table of what a scanner's word does to a finding. What people decided stands: a sighting of an accepted risk or a
 * false positive only counts. What was fixed and is seen again was not, and comes back; a report from before the fix says
 * nothing of that, by the rule alerts go by.
 *
 * @param trustsDowngrade a lower severity of this source is believed; otherwise the maximum is kept
 */
export function effectOnFinding(
  sighting: Sighting,
  finding: FindingFacts | null,
  { trustsDowngrade }: { readonly trustsDowngrade: boolean },
): SightingEffect {
  switch (sighting.kind) {
    case "firing":
      return finding ? effectOfFiring(sighting, finding, trustsDowngrade) : "opened"
    case "resolved":
      return finding ? effectOfGone(sighting, finding) : "unknown"
    case "info":
      return "info"
  }
}

function effectOfFiring(sighting: Sighting, finding: FindingFacts, trustsDowngrade: boolean): SightingEffect {
  switch (finding.state) {
    case "fixed":
      return sighting.isReplay || isFromBeforeFix(sighting, finding) ? "late" : "reopened"
    case "accepted":
    case "false_positive":
      return "repeat"
    case "open":
    case "mitigated":
      if (sighting.payloadHash !== null && sighting.payloadHash === finding.payloadHash) return "exact"
      if (sighting.severity < finding.severity) return "raised"
      return sighting.severity > finding.severity && trustsDowngrade ? "lowered" : "repeat"
  }
}

function effectOfGone(sighting: Sighting, finding: FindingFacts): SightingEffect {
  if (isFromBeforeLastSeen(sighting, finding)) return "out-of-order"
  return finding.state === "fixed" || finding.state === "false_positive" ? "already-settled" : "fixed"
}

/** By the scanner's clock where both sides have a time of it, else by the order of receipt. */
function isFromBeforeLastSeen(sighting: Sighting, finding: FindingFacts): boolean {
  const said = saidTime(sighting, finding)
  if (said && finding.lastFiredAt) return isBefore(said, finding.lastFiredAt)
  return isBefore(sighting.receivedAt, finding.lastSeenAt)
}

/** A person who says fixed says it now: a scan of before that is compared with when they said so. */
function isFromBeforeFix(sighting: Sighting, finding: FindingFacts): boolean {
  const said = saidTime(sighting, finding)
  return isBefore(said ?? sighting.receivedAt, (said && finding.lastClearedAt) ?? finding.stateAt)
}

/** Many scanners send when they first found it with everything they say of it: such a time orders nothing. */
function saidTime({ occurredAt }: Sighting, { startedAt }: FindingFacts): Instant | null {
  return occurredAt && !startedAt?.equals(occurredAt) ? occurredAt : null
}
