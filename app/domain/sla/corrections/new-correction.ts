import * as z from "zod"

/** Why a stop belongs elsewhere. The moment itself comes in the form of its border: by a clock on a wall, or in UTC. */
export const correctionWords = z.object({
  reason: z.string().trim().min(1, "say why the recorded stop is not the true one").max(4000),
  /** What shows it: a call record, a mail, a name. */
  evidence: z.string().trim().min(1, "say what shows it: a call record, a mail, a name").max(1000),
})
export type CorrectionWords = z.infer<typeof correctionWords>
