import { expireFindings } from "#app/domain/findings/expire.server.ts"
import { listTenants } from "#db/sweep-door.ts"
import { inTenant } from "#db/tenant.ts"
import type { RecurringJob } from "../job.ts"

/** Brings back accepted risks and ends planned changes whose day has come, client by client. */
export const expireFindingsJob: RecurringJob = {
  name: "findings.expire",
  everySeconds: 300,
  async run({ scopeOf, stopping }) {
    for (const tenantId of await listTenants()) {
      if (stopping.aborted) return
      await inTenant(scopeOf<"alerts.triage">(tenantId), expireFindings)
    }
  },
}
