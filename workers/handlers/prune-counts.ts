import { env } from "#app/env.server.ts"
import { pruneCounts } from "#app/domain/ingest/prune-counts.server.ts"
import { listTenants } from "#db/sweep-door.ts"
import { inTenant } from "#db/tenant.ts"
import type { RecurringJob } from "../job.ts"

/** Forgets what was counted of storms that are over and of hours long past. */
export const pruneCountsJob: RecurringJob = {
  name: "ingest.prune-counts",
  everySeconds: 3600,
  async run({ scopeOf }) {
    for (const tenantId of await listTenants())
      await inTenant(scopeOf(tenantId), (t) => pruneCounts(t, env().KEEP_FIGURES_DAYS))
  },
}
