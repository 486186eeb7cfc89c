import type { RecurringJob } from "../job.ts"
import { Telling } from "../sla/telling.ts"

const telling = new Telling()

/** Tells people of clocks at risk and breached. */
export const tellClocks: RecurringJob = {
  name: "tell-clocks",
  everySeconds: 1,
  run: async () => void (await telling.run()),
}
