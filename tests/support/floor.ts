import { createSource } from "#app/domain/sources/create.server.ts"
import { defaultRate } from "#app/domain/sources/source.ts"
import { listAlerts } from "#app/domain/alerts/read.server.ts"
import type { AlertView } from "#app/domain/alerts/view.ts"
import { type DeliveryId, newIdAt, type SourceId } from "#app/kernel/ids.ts"
import { inPortfolio, inTenant } from "#db/tenant.ts"
import { drainOnce } from "#workers/pipeline/drain.ts"
import { fillInbox } from "#workers/seed/store.server.ts"
import { mintPortfolio } from "#app/auth/mint-scope.server.ts"
import { ana, newTenant, type TestTenant } from "./tenants.ts"

/** A client with one source, and the means to send to it and see what became of it. */
export type Floor = {
  readonly tenant: TestTenant
  readonly sourceId: SourceId
  readonly token: string
  /** Puts bodies into the inbox, in this order, without draining it. @param at epoch milliseconds of their receipt */
  readonly send: (bodies: readonly unknown[], at?: number) => Promise<DeliveryId[]>
  /** Drains the inbox until it is empty; gives what the pipeline complained of. */
  readonly drain: () => Promise<string[]>
  readonly alerts: () => Promise<readonly AlertView[]>
}

let tick = 0

export async function newFloor(adapter = "generic"): Promise<Floor> {
  const tenant = await newTenant()
  const { source, token } = await inTenant(tenant.scope("sources.manage", "sources.read"), (t) =>
    createSource(t, { adapter, ...defaultRate }),
  )
  return {
    tenant,
    sourceId: source.id,
    token,
    async send(bodies, at = Date.now()) {
      const rows = bodies.map((body) => ({
        // A millisecond apart, so that the order of arrival is the order given.
        id: newIdAt<"delivery">(at + tick++),
        tenantId: tenant.id,
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
    alerts: () =>
      inPortfolio(
        mintPortfolio<"alerts.read">([tenant.id], ana),
        async (t) => (await listAlerts(t, {}, { order: "newest", limit: 200 })).items,
      ),
  }
}
