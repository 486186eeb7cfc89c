import { pruneEarlyClears } from "#app/domain/ingest/prune-early-clears.server.ts"
import { env } from "#app/env.server.ts"
import { listTenants } from "#db/sweep-door.ts"
import { inTenant } from "#db/tenant.ts"
import type { RecurringJob } from "../job.ts"

/** Forgets clears of problems nobody ever reported. */
export const pruneEarlyClearsJob: RecurringJob = {
  name: "ingest.prune-early-clears",
  everySeconds: 3600,
  async run({ scopeOf }) {
    for (const tenantId of await listTenants())
      await inTenant(scopeOf(tenantId), (t) => pruneEarlyClears(t, env().KEEP_EARLY_CLEARS_DAYS))
  },
}
