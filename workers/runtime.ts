import postgres from "postgres"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { databaseConfig, loginUrl } from "#db/config.ts"
import type { JobContext, RecurringJob } from "./job.ts"
import { schedule } from "./schedule.ts"

export type JobLog = { readonly error: (what: object, message: string) => void }
export type Jobs = { readonly stop: () => Promise<void> }

/** How often a worker looks what is due. */
const tickMilliseconds = 1000

/**
 * Runs the schedule on one worker at a time: whoever holds the lock leads, and the lock goes with its connection, so that
 * another takes over within a tick of a crash.
 */
export async function startJobs(log: JobLog, jobs: readonly RecurringJob[] = schedule): Promise<Jobs> {
  const lock = postgres(loginUrl(databaseConfig(), "portal_worker"), {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    onnotice: () => {},
  })
  const due = new Map(jobs.map((job) => [job.name, 0]))
  // A long job holds up no other, and is not started again while it runs.
  const running = new Map<string, Promise<void>>()
  let busy: Promise<void> | null = null

  const round = async () => {
    if (!(await leads(lock))) return
    for (const job of jobs) {
      if (running.has(job.name) || Date.now() < (due.get(job.name) ?? 0)) continue
      due.set(job.name, Date.now() + job.everySeconds * 1000)
      const run = job
        .run(contextOf(job.name))
        .catch((error: unknown) => log.error({ err: error, job: job.name }, "a recurring job failed"))
        .finally(() => running.delete(job.name))
      running.set(job.name, run)
    }
  }
  const timer = setInterval(() => {
    busy ??= round()
      .catch(() => {})
      .finally(() => (busy = null))
  }, tickMilliseconds)

  return {
    async stop() {
      clearInterval(timer)
      await busy
      await Promise.all(running.values())
      await lock.end({ timeout: 1 })
    },
  }
}

/** Advisory locks of a session can be taken again by it: asking anew each tick also notices a lost connection. */
async function leads(lock: postgres.Sql): Promise<boolean> {
  const [row] = await lock<{ held: boolean }[]>`
    select exists (select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()) or pg_try_advisory_lock(hashtext('watchfloor jobs')) as held`
  return row?.held ?? false
}

/** What a job works with, and a command that does a job's work by hand. */
export function contextOf(name: string): JobContext {
  return { scopeOf: (tenantId) => mintScope(tenantId, { kind: "system", name }) }
}
