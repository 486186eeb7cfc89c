import type { Instant } from "#app/kernel/time.ts"
import { instantOf, type Micros } from "../calendar/micros.ts"
import { levelsAhead } from "../clock/due.ts"
import type { LevelRole } from "../clock/policy.ts"
import type { Run } from "../clock/run.ts"
import { moment } from "./words.ts"

/** Whom a level tells, for people of the provider. */
export const roleWords: Readonly<Record<LevelRole, string>> = {
  owner: "the owner",
  analyst: "the desk's analysts",
  lead: "the leads",
  account: "the account managers",
  admin: "the administrators",
}

/** A share of a target: `50 %`. */
export function percentOf(share: number): string {
  return `${Math.round(share * 100)} %`
}

/** A level of a clock's target with what became of it: the moment it was reached, or at which it will be if nothing happens. */
export type LevelStanding = {
  readonly id: string
  readonly share: number
  readonly tell: LevelRole
  readonly reachedAt: Instant | null
  /** Null for one that was reached, and while nobody can say. */
  readonly expectedAt: Instant | null
}

/** @param run as of now */
export function levelsOf(run: Run): readonly LevelStanding[] {
  const target = run.commitment?.target
  if (!target || target.escalations.length === 0) return []
  const ahead = new Map(levelsAhead(run).map(({ id, at }) => [id, at]))
  const reached = new Map(
    run.trail.flatMap((e) => (e.kind === "escalated" ? [[e.cause, e.at] as const] : [])),
  )
  return [...target.escalations]
    .sort((a, b) => a.share - b.share)
    .map(({ id, share, tell = "lead" }) => ({
      ...{ id, share, tell },
      reachedAt: momentOf(reached.get(id)),
      expectedAt: momentOf(ahead.get(id)),
    }))
}

/**
 * The levels of a clock's target for people of the provider: which were reached when, and when the others will be if
 * nothing happens. Clients do not read it: whom we tell is ours.
 *
 * @param run as of now
 */
export function explainLevels(run: Run): string {
  const levels = levelsOf(run)
  const zone = run.commitment?.target.calendar.zone
  if (zone === undefined || levels.length === 0) return ""
  const said = levels.map(({ share, tell, reachedAt, expectedAt }) => {
    const what = `${percentOf(share)}, for ${roleWords[tell]}`
    if (reachedAt) return `${what}: reached ${moment(reachedAt, zone)}`
    return expectedAt ? `${what}: ${moment(expectedAt, zone)}` : `${what}: not reached`
  })
  return `Levels (${zone}): ${said.join("; ")}.`
}

function momentOf(at: Micros | undefined): Instant | null {
  return at === undefined ? null : instantOf(at)
}
