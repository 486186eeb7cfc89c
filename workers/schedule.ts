import { sealAudit } from "./handlers/seal-audit.ts"
import { verifyAudit } from "./handlers/verify-audit.ts"
import { sweepClocksJob } from "./handlers/sweep-clocks.ts"
import { expireHoldsJob } from "./handlers/expire-holds.ts"
import { expireFindingsJob } from "./handlers/expire-findings.ts"
import { closeCleared } from "./handlers/close-cleared.ts"
import { pruneCountsJob } from "./handlers/prune-counts.ts"
import { pruneDeliveryKeys } from "./handlers/prune-delivery-keys.ts"
import { pruneEarlyClearsJob } from "./handlers/prune-early-clears.ts"
import { pruneEntitiesJob } from "./handlers/prune-entities.ts"
import { pruneMail } from "./handlers/prune-mail.ts"
import { pruneSessions } from "./handlers/prune-sessions.ts"
import { pruneSettled } from "./handlers/prune-settled.ts"
import { pruneSignIns } from "./handlers/prune-sign-ins.ts"
import { settleAlerts } from "./handlers/settle-alerts.ts"
import { releaseSuppressed } from "./handlers/release-suppressed.ts"
import { sendMail } from "./handlers/send-mail.ts"
import { tellClocks } from "./handlers/tell-clocks.ts"
import { tellCourse } from "./handlers/tell-course.ts"
import { watchSources } from "./handlers/watch-sources.ts"
import type { RecurringJob } from "./job.ts"

/** Everything that happens by itself, with how often. */
export const schedule: readonly RecurringJob[] = [
  sweepClocksJob,
  tellClocks,
  tellCourse,
  closeCleared,
  expireHoldsJob,
  expireFindingsJob,
  settleAlerts,
  releaseSuppressed,
  watchSources,
  sealAudit,
  verifyAudit,
  sendMail,
  pruneSessions,
  pruneSignIns,
  pruneDeliveryKeys,
  pruneCountsJob,
  pruneMail,
  pruneSettled,
  pruneEntitiesJob,
  pruneEarlyClearsJob,
]
