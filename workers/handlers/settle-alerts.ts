import { calmDown } from "#app/domain/alerts/calm-down.server.ts"
import { closeStaleAlerts } from "#app/domain/alerts/close-stale.server.ts"
import { listTenants } from "#db/sweep-door.ts"
import { inTenant } from "#db/tenant.ts"
import type { RecurringJob } from "../job.ts"

/** Ends what time alone ends, client by client: stale alerts, flapping, storms. */
export const settleAlerts: RecurringJob = {
  name: "alerts.settle",
  everySeconds: 60,
  async run({ scopeOf, stopping }) {
    for (const tenantId of await listTenants()) {
      if (stopping.aborted) return
      const scope = scopeOf<"alerts.triage" | "incidents.work">(tenantId)
      await inTenant(scope, closeStaleAlerts)
      await inTenant(scope, calmDown)
    }
  },
}
