import { pruneQuarantine } from "#app/domain/replay/prune-settled.server.ts"
import { pruneUnrouted } from "#app/domain/unrouted/prune-settled.server.ts"
import { listTenants } from "#db/sweep-door.ts"
import { inTenant } from "#db/tenant.ts"
import type { RecurringJob } from "../job.ts"

/** Forgets what was in quarantine, or unrouted, and has long been settled. */
export const pruneSettled: RecurringJob = {
  name: "ingest.prune-settled",
  everySeconds: 3600,
  async run({ scopeOf, stopping }) {
    for (const tenantId of await listTenants()) {
      if (stopping.aborted) return
      await inTenant(scopeOf(tenantId), pruneQuarantine)
      await inTenant(scopeOf(tenantId), pruneUnrouted)
    }
  },
}
