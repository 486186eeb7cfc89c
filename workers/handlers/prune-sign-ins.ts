import { pruneTries } from "#app/auth/tries.server.ts"
import { inWorkerIdentity } from "#db/identity.ts"
import type { RecurringJob } from "../job.ts"

/** Forgets sign-in tries that count no more and challenges nobody answered. */
export const pruneSignIns: RecurringJob = {
  name: "sign-ins.prune",
  everySeconds: 600,
  run: () => inWorkerIdentity(pruneTries),
}
