import { sealAudit } from "./handlers/seal-audit.ts"
import { verifyAudit } from "./handlers/verify-audit.ts"
import { closeCleared } from "./handlers/close-cleared.ts"
import { pruneDeliveryKeys } from "./handlers/prune-delivery-keys.ts"
import { pruneSessions } from "./handlers/prune-sessions.ts"
import type { RecurringJob } from "./job.ts"

/** Everything that happens by itself, with how often. */
export const schedule: readonly RecurringJob[] = [
  closeCleared,
  sealAudit,
  verifyAudit,
  pruneSessions,
  pruneDeliveryKeys,
]
