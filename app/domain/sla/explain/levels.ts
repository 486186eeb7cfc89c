import { instantOf } from "../calendar/micros.ts"
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

/**
 * The levels of a clock's target for people of the provider: which were reached when, and when the others will be if
 * nothing happens. Clients do not read it: whom we tell is ours.
 *
 * @param run as of now
 */
export function explainLevels(run: Run): string {
  const target = run.commitment?.target
  if (!target || target.escalations.length === 0) return ""
  const { zone } = target.calendar
  const ahead = new Map(levelsAhead(run).map(({ id, at }) => [id, at]))
  const reached = new Map(
    run.trail.flatMap((e) => (e.kind === "escalated" ? [[e.cause, e.at] as const] : [])),
  )
  const said = [...target.escalations]
    .sort((a, b) => a.share - b.share)
    .map(({ id, share, tell = "lead" }) => {
      const [was, will] = [reached.get(id), ahead.get(id)]
      const what = `${percentOf(share)}, for ${roleWords[tell]}`
      if (was !== undefined) return `${what}: reached ${moment(instantOf(was), zone)}`
      return will === undefined ? `${what}: not reached` : `${what}: ${moment(instantOf(will), zone)}`
    })
  return `Levels (${zone}): ${said.join("; ")}.`
}
