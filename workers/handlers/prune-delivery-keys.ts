import { env } from "#app/env.server.ts"
import { pruneKeys } from "#app/domain/ingest/prune-keys.server.ts"
import { listTenants } from "#db/sweep-door.ts"
import { inTenant } from "#db/tenant.ts"
import type { RecurringJob } from "../job.ts"

/** Forgets idempotency keys that no sender repeats any more. */
export const pruneDeliveryKeys: RecurringJob = {
  name: "ingest.prune-keys",
  everySeconds: 3600,
  async run({ scopeOf }) {
    for (const tenantId of await listTenants())
      await inTenant(scopeOf(tenantId), (t) => pruneKeys(t, env().KEEP_IDEMPOTENCY_DAYS))
  },
}
