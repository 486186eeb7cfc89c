import { notFound } from "#app/kernel/errors.ts"
import type { MaintenanceWindowId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { type Instant, plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { selectScopeNames, selectWindow, selectWindows } from "./store.server.ts"
import { type MaintenanceWindow, occurrences, runAt } from "./window.ts"

const windowsAtMost = 1000

/** Windows across the clients in reach: `live` ones by their end, or those that are over, latest first. */
export function listWindows(
  t: ReadTx<"suppressions.manage">,
  which: "live" | "over",
  filter: { readonly client?: TenantId; readonly limit?: number } = {},
): Promise<MaintenanceWindow[]> {
  return selectWindows(t, which, filter.limit ?? windowsAtMost, filter.client)
}

/** @throws DomainError `not_found`, also for a window out of reach. */
export async function readWindow(
  t: ReadTx<"suppressions.manage">,
  id: MaintenanceWindowId,
): Promise<MaintenanceWindow> {
  const window = await selectWindow(t, id)
  if (!window) throw notFound("Maintenance window")
  return window
}

/** The window that hides an alert, for whoever may read the alert. */
export function findWindowBehind<P extends Permission>(t: ReadTx<P>, id: MaintenanceWindowId) {
  return selectWindow(t, id)
}

/** Work under way at a client at this moment, with the end of each run. */
export type MaintenanceNow = {
  readonly id: MaintenanceWindowId
  readonly title: string
  readonly endsAt: Instant
  readonly scope: MaintenanceWindow["scope"]
}

export async function maintenanceNow<P extends Permission>(
  t: ReadTx<P>,
  client: TenantId,
): Promise<MaintenanceNow[]> {
  const windows = await selectWindows(t, "live", windowsAtMost, client)
  return windows.flatMap((window) => {
    const run = runAt(window, t.now)
    return run ? [{ id: window.id, title: window.title, endsAt: run.end, scope: window.scope }] : []
  })
}

/** The services and assets that windows can name: of one client, or of all in reach. */
export function listScopeNames(t: ReadTx<"suppressions.manage" | "services.read">, client?: TenantId) {
  return selectScopeNames(t, client)
}

/** What a client reads of the work at its own systems: what and when, nothing of how or why. */
export type OwnMaintenance = {
  readonly id: MaintenanceWindowId
  readonly title: string
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly isRunning: boolean
}

const ownDays = 14
const ownAtMost = 10

/** One's own organisation's runs under way and of the next 14 days, soonest first. */
export async function listOwnMaintenance(t: ReadTx<"own.read">): Promise<OwnMaintenance[]> {
  const windows = await selectWindows(t, "live", windowsAtMost)
  const runs = windows.flatMap((window) =>
    occurrences(window, t.now, plusSeconds(t.now, ownDays * 86_400)).map(({ start, end }) => ({
      ...{ id: window.id, title: window.title, startsAt: start, endsAt: end },
      isRunning: start.epochMilliseconds <= t.now.epochMilliseconds,
    })),
  )
  return runs.sort((a, b) => a.startsAt.epochMilliseconds - b.startsAt.epochMilliseconds).slice(0, ownAtMost)
}
