import * as z from "zod"
import { settlements } from "./finding.ts"

const note = z.string().trim().max(4000)
const why = note.min(1, "say why")

/** How a finding is settled. What is fixed speaks for itself; the others are judgements and need their reason. */
export const settling = z
  .object({ as: z.enum(settlements), note: note.default("") })
  .refine(({ as, note: said }) => as === "fixed" || said !== "", { path: ["note"], message: "say why" })
export type Settling = z.infer<typeof settling>

export const reopening = z.object({ note: why })

/** @property until the day the risk is looked at again, as an instant */
export const acceptanceWanted = z.object({ reason: why, until: z.iso.datetime({ offset: true }) })
export type AcceptanceWanted = z.infer<typeof acceptanceWanted>

export const acceptanceDecision = z
  .object({ approve: z.boolean(), comment: note.default("") })
  .refine(({ approve, comment }) => approve || comment !== "", {
    path: ["comment"],
    message: "say why it is refused",
  })
export type AcceptanceDecision = z.infer<typeof acceptanceDecision>

/** @property note which change it is, and that the client agreed to it */
export const planWanted = z.object({
  note: note.min(1, "say which change it is and who of the client agreed to it"),
  until: z.iso.datetime({ offset: true }),
})
export type PlanWanted = z.infer<typeof planWanted>
