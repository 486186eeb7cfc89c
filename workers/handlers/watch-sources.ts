import { type Instant, instantNow } from "#app/kernel/time.ts"
import { listTenants } from "#db/sweep-door.ts"
import type { RecurringJob } from "../job.ts"
import { watchSilence } from "../pipeline/watch-silence.ts"

let watchingSince: Instant | null = null

/** Finds sources that fell silent or speak again, client by client: a failure at one does not stop the others. */
export const watchSources: RecurringJob = {
  name: "sources.watch-silence",
  everySeconds: 15,
  async run({ stopping }) {
    watchingSince ??= instantNow()
    const failures: unknown[] = []
    for (const tenantId of await listTenants()) {
      if (stopping.aborted) return
      await watchSilence(tenantId, instantNow(), watchingSince).catch((error: unknown) =>
        failures.push(error),
      )
    }
    if (failures.length > 0)
      throw new AggregateError(failures, "the silence of some clients' sources was not looked at")
  },
}
