import { noteRuns } from "#app/domain/maintenance/note-runs.server.ts"
import { inInbox } from "#db/inbox-door.ts"
import { listTenants } from "#db/sweep-door.ts"
import { inTenant } from "#db/tenant.ts"
import type { RecurringJob } from "../job.ts"
import { releaseHidden } from "../pipeline/release.ts"
import { tenantsToLookAt } from "../pipeline/store/hidden.ts"

/**
 * Notes maintenance that begins and ends, and puts back into the queue what nothing hides any more. Clients without either
 * cost one look together.
 */
export const releaseSuppressed: RecurringJob = {
  name: "suppressions.release",
  everySeconds: 5,
  async run({ scopeOf, stopping }) {
    const tenants = await listTenants()
    const { hidden, windows } = await inInbox((tx) => tenantsToLookAt(tx, tenants))
    for (const tenantId of windows) await inTenant(scopeOf<never>(tenantId), noteRuns)
    for (const tenantId of hidden) {
      if (stopping.aborted) return
      await releaseHidden(tenantId)
    }
  },
}
