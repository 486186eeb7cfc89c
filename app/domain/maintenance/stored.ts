import type { MaintenanceWindowId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { recurrence } from "./recurrence.ts"
import { maintenanceScope } from "./scope.ts"
import type { MaintenanceWindow, WindowTimes } from "./window.ts"

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

/** What a window hides by. */
export type HidingWindow = WindowTimes & Pick<MaintenanceWindow, "id" | "scope">

/** A window out of its row. */
export function windowOf(row: StoredWindow): MaintenanceWindow {
  const { tenantId, title, reason, ownerName, announcedAt, runStartedAt, runEndsAt } = row
  return {
    ...hidingWindowOf(row),
    ...{ title, reason, announcedAt, runStartedAt, runEndsAt },
    client: tenantId,
    owner: ownerName,
  }
}

type StoredTimes = Pick<
  StoredWindow,
  "id" | "scope" | "startsAt" | "endsAt" | "recurrence" | "timeZone" | "cancelledAt"
>

/** One whose scope or recurrence cannot be read means no alert. */
export function hidingWindowOf(row: StoredTimes): HidingWindow {
  const { id, startsAt, endsAt, timeZone, cancelledAt } = row
  const scope = maintenanceScope.safeParse(row.scope)
  const recurs = recurrence.nullable().safeParse(row.recurrence ?? null)
  return {
    ...{ id, startsAt, endsAt, timeZone, cancelledAt },
    scope: scope.success && recurs.success ? scope.data : null,
    recurrence: recurs.success ? recurs.data : null,
  }
}
