import { err, ok, type Result } from "#app/kernel/result.ts"
import type { Micros } from "../calendar/micros.ts"
import type { Hold } from "./metric.ts"
import { isPausable } from "./metric.ts"
import type { Target } from "./policy.ts"
import type { HoldBasis } from "./record-event.ts"
import type { Pause } from "./run.ts"

/** A hold the record is or was in; `to` is null while it is. */
export type HoldSpell = {
  readonly hold: Hold
  readonly basis: HoldBasis
  readonly from: Micros
  readonly to: Micros | null
}

/** Whether a hold pauses the clock of a target: its contract says so, and the hold rests on something the client saw. */
export function pausesClock(target: Target | null, hold: Pick<HoldSpell, "hold" | "basis">): boolean {
  if (!target || !isPausable(target.metric) || !target.pauseSet.has(hold.hold)) return false
  return hold.hold === "scheduled_change" ? isAgreed(hold.basis) : hold.basis !== "none"
}

/**
 * Whether a record may enter a hold. One that pauses a clock needs a question the client sees or an agreed date, and a
 * scheduled change the client's agreement; otherwise a provider could stop its own clock.
 */
export function mayEnter(
  hold: Hold,
  basis: HoldBasis,
  targets: readonly (Target | null)[],
): Result<true, string> {
  const wouldPause = targets.some((target) => pausesClock(target, { hold, basis: "client_agreement" }))
  if (!wouldPause || targets.some((target) => pausesClock(target, { hold, basis }))) return ok(true)
  return hold === "scheduled_change"
    ? err("A scheduled change stops a clock only when the client has agreed to it.")
    : err("This would stop a clock. Ask the client a question first, or agree on a date.")
}

/** What of the record's holds were pauses under a target between two moments, and the one that still is. */
export function pausesUnder(
  target: Target | null,
  holds: readonly HoldSpell[],
  from: Micros,
  at: Micros,
): { readonly pauses: readonly Pause[]; readonly now: { since: Micros; reason: Hold } | null } {
  const pausing = holds.filter((hold) => pausesClock(target, hold) && (hold.to === null || hold.to > from))
  const current = pausing.find((hold) => hold.to === null)
  return {
    pauses: pausing.flatMap(({ hold, from: since, to }) =>
      to === null ? [] : [{ from: Math.max(from, since), to: Math.min(to, at), reason: hold }],
    ),
    now: current ? { since: Math.max(from, current.from), reason: current.hold } : null,
  }
}

function isAgreed(basis: HoldBasis): boolean {
  return basis === "client_agreement" || basis === "agreed_date"
}
