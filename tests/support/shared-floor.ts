import { createSharedSource, mapClient } from "#app/http/shared-sources.server.ts"
import { listAlerts } from "#app/domain/alerts/read.server.ts"
import type { AlertView } from "#app/domain/alerts/view.ts"
import { defaultRate } from "#app/domain/sources/source.ts"
import { listUnrouted } from "#app/domain/unrouted/read.server.ts"
import type { UnroutedView } from "#app/domain/unrouted/unrouted.ts"
import { type DeliveryId, newIdAt, type SourceId, type TenantId } from "#app/kernel/ids.ts"
import { inPortfolio } from "#db/tenant.ts"
import { drainOnce } from "#workers/pipeline/drain.ts"
import { fillInbox } from "#workers/seed/store.server.ts"
import { staff } from "./staff.ts"
import { wholePortfolio } from "./tenants.ts"

/** A shared source, and the means to send to it, map it and see what became of it. */
export type SharedFloor = {
  readonly tenantId: TenantId
  readonly sourceId: SourceId
  readonly token: string
  readonly send: (bodies: readonly unknown[], at?: number) => Promise<DeliveryId[]>
  readonly drain: () => Promise<string[]>
  readonly map: (value: string, clientId: TenantId, field?: string) => Promise<void>
  readonly waiting: () => Promise<readonly UnroutedView[]>
  /** Alerts of this tenant, or of any. */
  readonly alertsOf: (tenantId?: TenantId) => Promise<readonly AlertView[]>
}

export const admin = staff("admin")
let tick = 0

export async function newSharedFloor(adapter = "generic", name = "SIEM"): Promise<SharedFloor> {
  const { source, token } = await createSharedSource(admin, { adapter, name, ...defaultRate })
  return {
    tenantId: source.client,
    sourceId: source.id,
    token,
    async send(bodies, at = Date.now()) {
      const rows = bodies.map((body) => ({
        id: newIdAt<"delivery">(at + tick++),
        tenantId: source.client,
        sourceId: source.id,
        adapter,
        at,
        body: typeof body === "string" ? body : JSON.stringify(body),
      }))
      await fillInbox(rows)
      return rows.map((row) => row.id)
    },
    async drain() {
      const complaints: string[] = []
      while ((await drainOnce({ error: (_, message) => complaints.push(message) })) > 0);
      return complaints
    },
    async map(value, clientId, field = "labels.tenant") {
      await mapClient(admin, source.id, { field, value, clientId })
    },
    waiting: () =>
      inPortfolio(
        wholePortfolio("unrouted.settle"),
        async (t) => (await listUnrouted(t, { source: source.id, limit: 1000 })).items,
      ),
    alertsOf: (tenantId) =>
      inPortfolio(
        wholePortfolio("alerts.read"),
        async (t) =>
          (await listAlerts(t, tenantId ? { clients: [tenantId] } : {}, { order: "newest", limit: 200 }))
            .items,
      ),
  }
}
