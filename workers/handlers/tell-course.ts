import type { RecurringJob } from "../job.ts"
import { tellOfCourse } from "../notices/telling.ts"

/** Mails people of handoffs and of questions that wait for a client. */
export const tellCourse: RecurringJob = {
  name: "tell-course",
  everySeconds: 5,
  run: () => tellOfCourse(),
}
