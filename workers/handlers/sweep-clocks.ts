import type { RecurringJob } from "../job.ts"
import { Sweep } from "../sla/sweep.ts"

const sweep = new Sweep()

/** Notes breaches and clocks at risk within a tick of their coming about. What they are goes by the events, never by this. */
export const sweepClocksJob: RecurringJob = {
  name: "sweep-clocks",
  everySeconds: 1,
  run: () => sweep.run(),
}
