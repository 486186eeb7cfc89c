import * as z from "zod"
import { handoffTypes } from "./handoff.ts"

export const newHandoff = z.object({
  to: z.enum(["noc", "soc"]),
  type: z.enum(handoffTypes),
  reasonCode: z.string().min(1, "choose why"),
  ask: z.string().trim().min(1, "say what is asked").max(5000),
})
export type NewHandoff = z.infer<typeof newHandoff>
