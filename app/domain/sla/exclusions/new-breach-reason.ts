import * as z from "zod"
import { breachCauses } from "./breach-reason.ts"

export const newBreachReason = z.object({
  cause: z.enum(breachCauses, "choose one"),
  text: z.string().trim().min(1, "say what happened, and what shows it").max(4000),
})
export type NewBreachReason = z.infer<typeof newBreachReason>
