import { deleteExpiredSessions } from "#app/auth/sessions.server.ts"
import type { RecurringJob } from "../job.ts"

export const pruneSessions: RecurringJob = {
  name: "sessions.prune",
  everySeconds: 3600,
  run: () => deleteExpiredSessions(),
}
