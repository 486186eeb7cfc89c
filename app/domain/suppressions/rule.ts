import * as z from "zod"
import type { AlertId, SuppressionRuleId, TenantId } from "#app/kernel/ids.ts"
import { type Instant, isBefore, plusSeconds, secondsBetween } from "#app/kernel/time.ts"
import { type Matcher, matcher } from "../matching/matcher.ts"
import { maxDays } from "./rule-choices.ts"

/** A rule that keeps matching alerts of one client out of the queue until it expires. */
export type SuppressionRule = {
  readonly client: TenantId
  readonly id: SuppressionRuleId
  readonly name: string
  /** Null where what is stored cannot be read: such a rule hides nothing. */
  readonly matcher: Matcher | null
  readonly reason: string
  readonly owner: string
  readonly createdFrom: AlertId | null
  readonly createdAt: Instant
  readonly expiresAt: Instant
  /** Ended by a person before it expired. */
  readonly endedAt: Instant | null
  /** Alerts it kept out of the queue, each counted once for every time. */
  readonly hits: number
  /** The latest firing of an alert it hides. */
  readonly lastHitAt: Instant | null
}

const validity = z
  .int()
  .min(60)
  .max(maxDays * 86_400)

/** A rule somebody wants. It starts at once. */
export const newSuppression = z.object({
  name: z.string().trim().min(1, "give it a name").max(200),
  matcher: matcher.refine((m) => m.conditions.length > 0, "needs a condition"),
  reason: z.string().trim().min(3, "say why, for whoever finds it later").max(2000),
  validSeconds: validity.meta({ description: "How long it holds, 90 days at most" }),
  /** Hides what is open already as well, also what somebody works on. */
  hideOpen: z.boolean().default(false),
})
export type NewSuppression = z.infer<typeof newSuppression>

export const extension = z.object({ validSeconds: validity })

export type RuleLife = Pick<SuppressionRule, "createdAt" | "expiresAt" | "endedAt">

/** The moment from which on it hides nothing more. */
export function endOf({ expiresAt, endedAt }: RuleLife): Instant {
  return endedAt && isBefore(endedAt, expiresAt) ? endedAt : expiresAt
}

/** True from its creation up to its end, the end excluded. */
export function isLive(rule: RuleLife, at: Instant): boolean {
  return !isBefore(at, rule.createdAt) && isBefore(at, endOf(rule))
}

/** When a rule ends that is made or extended now: never later than `maxDays` from now. */
export function expiryAfter(now: Instant, seconds: number): Instant {
  return plusSeconds(now, Math.min(seconds, maxDays * 86_400))
}

/** Seconds it still holds; 0 once it is over. */
export function secondsLeft(rule: RuleLife, now: Instant): number {
  return isLive(rule, now) ? Math.max(0, secondsBetween(now, endOf(rule))) : 0
}
