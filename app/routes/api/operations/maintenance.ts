import * as z from "zod"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { readClient } from "#app/domain/clients/read.server.ts"
import { cancelWindow } from "#app/domain/maintenance/cancel.server.ts"
import { newWindow } from "#app/domain/maintenance/new-window.ts"
import { listWindows, readWindow } from "#app/domain/maintenance/read.server.ts"
import { recurrence } from "#app/domain/maintenance/recurrence.ts"
import { createWindow } from "#app/domain/maintenance/save.server.ts"
import { maintenanceScope } from "#app/domain/maintenance/scope.ts"
import { type MaintenanceWindow, nextRuns } from "#app/domain/maintenance/window.ts"
import { parseId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { defineOperation } from "../operation.ts"

const time = z.iso.datetime({ offset: true })

const windowSchema = z
  .object({
    id: z.uuid(),
    client: z.uuid(),
    title: z.string(),
    scope: maintenanceScope.nullable(),
    startsAt: time,
    endsAt: time,
    recurrence: recurrence.nullable(),
    timeZone: z.string(),
    reason: z.string(),
    owner: z.string(),
    announcedAt: time,
    cancelledAt: time.nullable(),
    nextRuns: z
      .array(z.object({ start: time, end: time }))
      .meta({ description: "The next five, one under way included" }),
  })
  .meta({ id: "MaintenanceWindow" })

function windowJson(window: MaintenanceWindow, now: Instant) {
  const { id, client, title, scope, recurrence: recurs, timeZone, reason, owner } = window
  return {
    ...{ id, client, title, scope, recurrence: recurs, timeZone, reason, owner },
    startsAt: window.startsAt.toString(),
    endsAt: window.endsAt.toString(),
    announcedAt: window.announcedAt.toString(),
    cancelledAt: window.cancelledAt?.toString() ?? null,
    nextRuns: nextRuns(window, now, 5).map(({ start, end }) => ({
      start: start.toString(),
      end: end.toString(),
    })),
  }
}

const at = (params: Readonly<Record<string, string>>) =>
  ({ kind: "tenant", id: parseId("tenant", params["clientId"]) }) as const

export const listMaintenanceOperation = defineOperation({
  id: "listMaintenance",
  method: "GET",
  path: "/clients/{clientId}/maintenance",
  summary: "Maintenance windows of a client: those to come and under way, or the latest that are over",
  tag: "Suppressions",
  status: 200,
  query: z.object({
    state: z.enum(["live", "over"]).default("live"),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({ items: z.array(windowSchema) }),
  run: ({ who, params, query }) =>
    withPortfolio(who, ["suppressions.manage", "clients.read"], async (t) => {
      const client = await readClient(t, parseId("tenant", params["clientId"]))
      const windows = await listWindows(t, query.state, { client: client.id, limit: query.limit })
      return { items: windows.map((window) => windowJson(window, t.now)) }
    }),
})

export const createMaintenanceOperation = defineOperation({
  id: "createMaintenance",
  method: "POST",
  path: "/clients/{clientId}/maintenance",
  summary: "Announce a maintenance window: what fires within it is expected",
  tag: "Suppressions",
  status: 201,
  body: newWindow,
  answer: windowSchema,
  run: ({ who, params, body }) =>
    withTenantOf(who, at(params), ["suppressions.manage"], async (t) =>
      windowJson(await readWindow(t, await createWindow(t, body)), t.now),
    ),
})

export const cancelMaintenanceOperation = defineOperation({
  id: "cancelMaintenance",
  method: "POST",
  path: "/clients/{clientId}/maintenance/{windowId}/cancel",
  summary: "Cancel a window, or end it where it is under way",
  tag: "Suppressions",
  status: 200,
  answer: windowSchema,
  run: ({ who, params }) =>
    withTenantOf(who, at(params), ["suppressions.manage"], async (t) => {
      const id = parseId("maintenance-window", params["windowId"])
      await cancelWindow(t, id)
      return windowJson(await readWindow(t, id), t.now)
    }),
})
