import { env } from "#app/env.server.ts"
import { pruneEntities } from "#app/domain/incidents/prune-entities.server.ts"
import { listTenants } from "#db/sweep-door.ts"
import { inTenant } from "#db/tenant.ts"
import type { RecurringJob } from "../job.ts"

/** Forgets what incidents named that ended long ago. It reads a client's whole list, so it comes round rarely. */
export const pruneEntitiesJob: RecurringJob = {
  name: "incidents.prune-entities",
  everySeconds: 6 * 3600,
  async run({ scopeOf, stopping }) {
    for (const tenantId of await listTenants()) {
      if (stopping.aborted) return
      await inTenant(scopeOf(tenantId), (t) => pruneEntities(t, env().KEEP_ENTITIES_DAYS))
    }
  },
}
