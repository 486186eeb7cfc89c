import { err, ok, type Result } from "#app/kernel/result.ts"

/** Time or a whole miss that is not counted against the provider, as granted. */
export type Exclusion = {
  readonly kind: "client_caused" | "force_majeure" | "maintenance" | "third_party" | "data_gap"
  /** Of service time, or the run as a whole. */
  readonly seconds: number | "whole"
  readonly reason: string
  readonly owner: string
  readonly approver: string
  /** What became of the client's objection; an upheld one strikes the exclusion. */
  readonly contest: "none" | "open" | "upheld" | "rejected"
}

/** Grants an exclusion. Nobody excuses their own record. */
export function grantExclusion(draft: Omit<Exclusion, "contest">): Result<Exclusion, string> {
  if (draft.approver === draft.owner) return err("Somebody other than the owner has to approve this.")
  if (draft.reason.trim() === "") return err("Say why the time does not count.")
  if (draft.seconds !== "whole" && !(draft.seconds > 0)) return err("Give a time above zero.")
  return ok({ ...draft, contest: "none" })
}

export type Attainment = {
  readonly met: number
  readonly missed: number
  /** Misses that the exclusions excuse. */
  readonly excluded: number
  /** Met of all, 0 to 1; null when there is nothing to judge. */
  readonly raw: number | null
  /** The same without excused misses. */
  readonly adjusted: number | null
}

/** What of a clock decides: a stored one will do as well as one that was worked out. */
export type Judged = {
  readonly state: { readonly kind: string }
  readonly breach: object | null
  /** Below zero once more than the target elapsed. */
  readonly secondsLeft: number
}

/** How many commitments were kept, before and after exclusions. Runs that still run count once they are breached. */
export function attainment(
  clocks: readonly { readonly clock: Judged; readonly exclusions: readonly Exclusion[] }[],
): Attainment {
  const met = clocks.filter(({ clock }) => clock.state.kind === "met").length
  const misses = clocks.filter(({ clock }) => clock.breach !== null)
  const excluded = misses.filter(({ clock, exclusions }) => isExcused(clock, exclusions)).length
  return shares({ met, missed: misses.length, excluded })
}

export type Counts = Pick<Attainment, "met" | "missed" | "excluded">

/** The shares of what was counted. */
export function shares({ met, missed, excluded }: Counts): Attainment {
  return {
    ...{ met, missed, excluded },
    raw: share(met, met + missed),
    adjusted: share(met, met + missed - excluded),
  }
}

/**
 * A miss is excused as a whole, or when without the excluded time it would have been in time. By how much one came too late
 * whose target was widened after its breach, nobody can say: time alone does not excuse it.
 */
export function isExcused(
  clock: Pick<Judged, "secondsLeft">,
  exclusions: readonly Pick<Exclusion, "seconds" | "contest">[],
): boolean {
  const standing = exclusions.filter((exclusion) => exclusion.contest !== "upheld")
  if (standing.some((exclusion) => exclusion.seconds === "whole")) return true
  const seconds = standing.reduce((sum, { seconds: s }) => sum + (s === "whole" ? 0 : s), 0)
  return clock.secondsLeft < 0 && clock.secondsLeft + seconds >= 0
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null
}
