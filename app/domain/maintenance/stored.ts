import type { MaintenanceWindowId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { recurrence } from "./recurrence.ts"
import { maintenanceScope } from "./scope.ts"
import type { MaintenanceWindow } from "./window.ts"

type StoredWindow = {
  readonly tenantId: TenantId
  readonly id: MaintenanceWindowId
  readonly title: string
  readonly scope: unknown
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly recurrence: unknown
  readonly timeZone: string
  readonly reason: string
  readonly ownerName: string
  readonly announcedAt: Instant
  readonly cancelledAt: Instant | null
  readonly runStartedAt: Instant | null
  readonly runEndsAt: Instant | null
}

/** A window out of its row. One whose scope or recurrence cannot be read means no alert. */
export function windowOf({ tenantId, ownerName, ...row }: StoredWindow): MaintenanceWindow {
  const { id, title, startsAt, endsAt, timeZone, reason, announcedAt, cancelledAt } = row
  const scope = maintenanceScope.safeParse(row.scope)
  const recurs = recurrence.nullable().safeParse(row.recurrence ?? null)
  return {
    ...{ id, title, startsAt, endsAt, timeZone, reason, announcedAt, cancelledAt },
    client: tenantId,
    owner: ownerName,
    scope: scope.success && recurs.success ? scope.data : null,
    recurrence: recurs.success ? recurs.data : null,
    runStartedAt: row.runStartedAt,
    runEndsAt: row.runEndsAt,
  }
}
