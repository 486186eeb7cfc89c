import * as z from "zod"
import { approvalClasses } from "./containment.ts"
import { handoffTypes } from "./handoff.ts"

export const newHandoff = z.object({
  to: z.enum(["noc", "soc"]),
  type: z.enum(handoffTypes),
  reasonCode: z.string().min(1, "choose why"),
  ask: z.string().trim().min(1, "say what is asked").max(5000),
  targets: z.array(z.string()).optional().meta({
    description: "Hosts, addresses, segments: 50 at most of 200 characters; a containment needs one at least",
  }),
  approval: z.enum(approvalClasses).optional().meta({
    description:
      "Who approves a containment (`isolate_segment`, `block_at_edge`), which needs it; of nothing else",
  }),
  agreement: z.string().trim().max(500).optional().meta({
    description: "With `pre_approved`: where the client's agreement stands",
  }),
})
export type NewHandoff = Omit<z.input<typeof newHandoff>, "targets"> & {
  readonly targets?: readonly string[] | undefined
}
