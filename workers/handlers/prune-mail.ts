import { env } from "#app/env.server.ts"
import { pruneMails } from "#app/mail/sweep.server.ts"
import { inWorkerIdentity } from "#db/identity.ts"
import type { RecurringJob } from "../job.ts"

/** Forgets mails that have long been done with: they hold names and addresses. */
export const pruneMail: RecurringJob = {
  name: "mail.prune",
  everySeconds: 3600,
  run: () => inWorkerIdentity((tx) => pruneMails(tx, env().KEEP_MAILS_DAYS)),
}
