import { closeClearedAlerts } from "#app/domain/alerts/close-cleared.server.ts"
import { listTenants } from "#db/sweep-door.ts"
import { inTenant } from "#db/tenant.ts"
import type { RecurringJob } from "../job.ts"

/** Closes what its tool says is over, client by client: a failure at one does not stop the others. */
export const closeCleared: RecurringJob = {
  name: "alerts.close-cleared",
  everySeconds: 15,
  async run({ scopeOf }) {
    for (const tenantId of await listTenants())
      await inTenant(scopeOf<"alerts.triage" | "incidents.work">(tenantId), closeClearedAlerts)
  },
}
