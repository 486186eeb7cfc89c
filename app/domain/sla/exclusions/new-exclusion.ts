import * as z from "zod"
import { exclusionKinds } from "./exclusion.ts"

const wholeMinutes = "give whole minutes, 1 to 525,600, or leave it empty"

export const newExclusion = z.object({
  kind: z.enum(exclusionKinds),
  /** Service minutes that do not count; absent for the clock as a whole. */
  minutes: z.int(wholeMinutes).min(1, wholeMinutes).max(525_600, wholeMinutes).optional(),
  reason: z.string().trim().min(1, "say why the time does not count").max(4000),
  /** What shows it: a ticket, a mail, a window that was announced. */
  evidence: z.string().trim().max(1000).default(""),
})
export type NewExclusion = z.infer<typeof newExclusion>
