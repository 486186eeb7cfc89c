import { covers, type Grant, isInForce, permissionsAt, powersOf } from "#app/auth/access.ts"
import type { OnStaff } from "#app/auth/people/on-staff.server.ts"
import type { Discipline } from "#app/domain/ingest/adapter.ts"
import type { NoticeKind } from "#app/domain/sla/clock/notice.ts"
import type { TenantId, UserId } from "#app/kernel/ids.ts"
import type { ProviderRole } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"

/** What decides who hears of a clock. */
export type Concern = {
  readonly kind: NoticeKind
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
  const reading = staff.filter(({ grants }) =>
    permissionsAt({ powers: powersOf(grants, now) }, about.tenantId).has("incidents.read"),
  )
  const withRole = (role: ProviderRole) =>
    reading.filter(({ grants }) =>
      grants.some((grant) => grant.role === role && isForDesk(grant, about, now)),
    )
  const owner = reading.filter(({ id }) => id === about.ownerId)
  const leads = withRole("lead")
  const first = about.kind === "at_risk" && owner.length > 0 ? owner : [...new Set([...owner, ...leads])]
  return [first, withRole("analyst"), withRole("admin")].find((found) => found.length > 0) ?? []
}

function isForDesk(grant: Grant, { tenantId, desk }: Concern, now: Instant): boolean {
  return (
    isInForce(grant, now) &&
    covers(grant.reach, [tenantId]) &&
    (grant.discipline === "both" || grant.discipline === desk)
  )
}
