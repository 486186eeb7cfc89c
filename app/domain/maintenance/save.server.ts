import { conflict, invalid, notFound } from "#app/kernel/errors.ts"
import { type MaintenanceWindowId, newId } from "#app/kernel/ids.ts"
import { isBefore } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { checkTimes, type NewWindow } from "./new-window.ts"
import type { MaintenanceScope } from "./scope.ts"
import { countOwn, insertWindow, lockWindow, updateWindow } from "./store.server.ts"

type Managing = TenantTx<"suppressions.manage">

/**
 * Announces a maintenance window: its client reads of it from now on.
 *
 * @throws DomainError `invalid` for times that cannot be, and for services or assets of nobody's.
 */
export async function createWindow(t: Managing, wanted: NewWindow): Promise<MaintenanceWindowId> {
  const id = newId<"maintenance-window">()
  const row = await checked(t, wanted)
  const { actor } = t.scope
  await insertWindow(t, {
    ...row,
    ...{ id, ownerName: actor.name, ownerId: actor.kind === "user" ? actor.id : null },
  })
  await recordAudit(t, {
    action: "maintenance.create",
    targetId: id,
    reason: row.reason,
    after: plain(row),
  })
  await announce(t, "maintenance", [id])
  return id
}

/**
 * Changes a window that has not begun. It counts as announced anew, for what the client was told is no longer so.
 *
 * @throws DomainError `not_found`; `conflict` once it has begun or was cancelled; `invalid` as for a new one.
 */
export async function changeWindow(t: Managing, id: MaintenanceWindowId, wanted: NewWindow): Promise<void> {
  const before = await lockWindow(t, id)
  if (!before) throw notFound("Maintenance window")
  if (before.cancelledAt) throw conflict("The window was cancelled. Make a new one.")
  if (!isBefore(t.now, before.startsAt)) throw conflict("The window has begun. Cancel it and make a new one.")
  const row = await checked(t, wanted)
  await updateWindow(t, id, row)
  await recordAudit(t, {
    action: "maintenance.change",
    targetId: id,
    reason: row.reason,
    before: plain(before),
    after: plain(row),
  })
  await announce(t, "maintenance", [id])
}

async function checked(t: Managing, wanted: NewWindow) {
  const times = checkTimes(wanted, t.now)
  if (!times.ok) throw invalid("The times are not right yet.", times.error)
  await requireOwn(t, wanted.scope)
  const { title, scope, startsAt, endsAt, recurrence, timeZone, reason } = wanted
  return {
    ...{ title: clean(title), reason: clean(reason), scope, startsAt, endsAt, recurrence, timeZone },
    announcedAt: t.now,
  }
}

async function requireOwn(t: Managing, scope: MaintenanceScope): Promise<void> {
  const ids = scope.kind === "services" ? scope.serviceIds : scope.kind === "assets" ? scope.assetIds : null
  if (!ids || (scope.kind !== "services" && scope.kind !== "assets")) return
  if ((await countOwn(t, scope.kind, ids)) < new Set(ids).size)
    throw invalid("One of them is not there any more.", { scope: `Choose ${scope.kind} of this client.` })
}

type Times = Pick<NewWindow, "title" | "startsAt" | "endsAt" | "recurrence" | "timeZone"> & {
  readonly scope: unknown
}

function plain({ title, scope, startsAt, endsAt, recurrence, timeZone }: Times) {
  return {
    ...{ title, scope, recurrence, timeZone },
    startsAt: startsAt.toString(),
    endsAt: endsAt.toString(),
  }
}

/** Postgres takes neither a NUL nor half a surrogate pair. */
const clean = (text: string) => text.toWellFormed().replaceAll("\0", "\uFFFD")
