import { env } from "#app/env.server.ts"
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
      await inTenant(scopeOf(tenantId), (t) => pruneQuarantine(t, env().KEEP_QUARANTINE_DAYS))
      await inTenant(scopeOf(tenantId), (t) => pruneUnrouted(t, env().KEEP_UNROUTED_DAYS))
    }
  },
}
