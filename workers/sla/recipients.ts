import { covers, type Grant, isInForce, permissionsAt, powersOf } from "#app/auth/access.ts"
import type { OnStaff } from "#app/auth/people/on-staff.server.ts"
import type { Discipline } from "#app/domain/ingest/adapter.ts"
import type { NoticeKind } from "#app/domain/sla/clock/notice.ts"
import type { Escalation, LevelRole } from "#app/domain/sla/clock/policy.ts"
import type { TenantId, UserId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"

/** What decides who hears of a clock. */
export type Concern = {
  readonly kind: Exclude<NoticeKind, "escalated">
  readonly tenantId: TenantId
  /** The desk that answers for the clock: the record's, or the one a handoff was asked of. */
  readonly desk: Discipline
  readonly ownerId: UserId | null
}

/**
 * Who is told: of a clock at risk its owner, or the leads of its desk where nobody owns the record; of a breach its owner
 * and the leads. Where a desk has neither, its analysts; where it has none, the administrators. Only people whose grants
 * cover the client, as they stand at `now`.
 */
export function recipientsOf(about: Concern, staff: readonly OnStaff[], now: Instant): readonly OnStaff[] {
  const named = byRole(about, staff, now)
  const [owner, leads] = [named("owner"), named("lead")]
  const first = about.kind === "at_risk" && owner.length > 0 ? owner : [...new Set([...owner, ...leads])]
  return [first, named("analyst"), named("admin")].find((found) => found.length > 0) ?? []
}

/** Who is told of a level, and whom its target names that nobody is. */
export type Resolved = { readonly people: readonly OnStaff[]; readonly skipped: readonly LevelRole[] }

/**
 * Who is told that a level was reached: whom it names, as they are now. Where that is nobody, whom the target's next level
 * names, and after the last whoever hears of a breach.
 *
 * @param levels the level and those after it
 */
export function resolveLevel(
  about: Omit<Concern, "kind">,
  levels: readonly Escalation[],
  staff: readonly OnStaff[],
  now: Instant,
): Resolved {
  const named = byRole(about, staff, now)
  const skipped: LevelRole[] = []
  for (const { tell = "lead" } of levels) {
    const people = named(tell)
    if (people.length > 0) return { people, skipped }
    if (!skipped.includes(tell)) skipped.push(tell)
  }
  return { people: recipientsOf({ ...about, kind: "breached" }, staff, now), skipped }
}

/** People by what they are to a record, of those who may read it: its owner, or who has a role at its desk. */
function byRole(about: Omit<Concern, "kind">, staff: readonly OnStaff[], now: Instant) {
  const reading = staff.filter(({ grants }) =>
    permissionsAt({ powers: powersOf(grants, now) }, about.tenantId).has("incidents.read"),
  )
  return (role: LevelRole): readonly OnStaff[] =>
    reading.filter(({ id, grants }) =>
      role === "owner"
        ? id === about.ownerId
        : grants.some((grant) => grant.role === role && isForDesk(grant, about, now)),
    )
}

function isForDesk(grant: Grant, { tenantId, desk }: Omit<Concern, "kind">, now: Instant): boolean {
  return (
    isInForce(grant, now) &&
    covers(grant.reach, [tenantId]) &&
    (grant.discipline === "both" || grant.discipline === desk)
  )
}
