import { expireHolds } from "#app/domain/incidents/expire-holds.server.ts"
import { listTenants } from "#db/sweep-door.ts"
import { inTenant } from "#db/tenant.ts"
import type { RecurringJob } from "../job.ts"

/** Reminds of and ends holds whose day has come, client by client. */
export const expireHoldsJob: RecurringJob = {
  name: "incidents.expire-holds",
  everySeconds: 60,
  async run({ scopeOf, stopping }) {
    for (const tenantId of await listTenants()) {
      if (stopping.aborted) return
      await inTenant(scopeOf<"incidents.work">(tenantId), expireHolds)
    }
  },
}
