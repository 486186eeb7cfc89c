import * as z from "zod"
import { impacts, priorityMatrix } from "../incidents/priority.ts"
import { disciplines } from "../ingest/adapter.ts"
import { matcher } from "../matching/matcher.ts"

export const tiers = [1, 2, 3] as const
export type Tier = (typeof tiers)[number]

const priority = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
const tier = z.union([z.literal(1), z.literal(2), z.literal(3)])

/** What an override decides; what it leaves out is decided as usual. */
const decision = z
  .object({
    discipline: z.enum(disciplines).optional(),
    tier: tier.optional(),
    impact: z.enum(impacts).optional(),
    priority: priority.optional(),
  })
  .refine((set) => Object.values(set).some((value) => value !== undefined), "decides nothing yet")
export type Decision = z.infer<typeof decision>

export const routingOverride = z
  .object({
    name: z.string().trim().min(1, "is empty").max(100),
    matcher: matcher.refine(
      (m) => m.conditions.length > 0,
      "needs a condition: what holds for every alert is the matrix",
    ),
    set: decision,
  })
  .refine(
    ({ matcher, set }) => !set.discipline || matcher.conditions.every((c) => c.field !== "discipline"),
    "sets the desk by looking at the desk: an alert that comes back would be decided anew",
  )
export type RoutingOverride = z.infer<typeof routingOverride>

const severityRow = z.tuple([priority, priority, priority, priority, priority])
const tierRow = z.tuple([tier, tier, tier, tier])

/** How alerts become work: whose, how urgent, who starts on it. The provider has one in code; a client may have its own. */
export const routingPolicy = z.object({
  /** Priority by impact, each for severity critical, high, medium, low and info. */
  matrix: z.object({ high: severityRow, medium: severityRow, low: severityRow }),
  /** The tier that starts, by discipline, each for P1 to P4. */
  tiers: z.object({ noc: tierRow, soc: tierRow }),
  /** In their order: for each matter the first one that matches and decides it. */
  overrides: z.array(routingOverride).max(50).default([]),
})
export type RoutingPolicy = z.infer<typeof routingPolicy>

/** The provider's way: the matrix of `priority.ts`, and the first tier starts on everything and escalates. */
export const defaultPolicy: RoutingPolicy = {
  matrix: {
    high: [...priorityMatrix.high],
    medium: [...priorityMatrix.medium],
    low: [...priorityMatrix.low],
  },
  tiers: { noc: [1, 1, 1, 1], soc: [1, 1, 1, 1] },
  overrides: [],
}

/** A stored policy; null where there is none, or none that this version understands. */
export function ownPolicy(stored: unknown): RoutingPolicy | null {
  const parsed = routingPolicy.safeParse(stored)
  return parsed.success ? parsed.data : null
}
