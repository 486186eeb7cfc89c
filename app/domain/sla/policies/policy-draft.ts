import * as z from "zod"
import { slaMetrics } from "../clock/metric.ts"
import { levelRoles } from "../clock/policy.ts"

const wallTime = z.string().regex(/^\d{2}:\d{2}(:\d{2})?$/, "is not a time like 09:00")
const hours = z.array(z.tuple([wallTime, wallTime])).max(20)
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "is not a date like 2026-12-25")

/** A calendar as it is stored and posted; `defineCalendar` says what is wrong with one that has this form. */
export const calendarDraft = z.object({
  zone: z.string().min(1).max(64),
  weekly: z.union([
    z.literal("always"),
    z.object({
      ...{ mon: hours.optional(), tue: hours.optional(), wed: hours.optional(), thu: hours.optional() },
      ...{ fri: hours.optional(), sat: hours.optional(), sun: hours.optional() },
    }),
  ]),
  holidays: z
    .array(z.object({ date, name: z.string().min(1).max(120) }))
    .max(2000)
    .default([]),
  overrides: z.record(date, hours).default({}),
  closures: z.record(date, hours).default({}),
})
export type CalendarDraftJson = z.infer<typeof calendarDraft>

export const holds = ["waiting_client", "waiting_third_party", "monitoring", "scheduled_change"] as const

/** A calendar that is open round the clock needs no record of its own. */
export const alwaysKey = "always"

const targetDraft = z.object({
  metric: z.enum(slaMetrics),
  priority: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  /** Service seconds in the calendar. */
  seconds: z
    .int()
    .min(1)
    .max(366 * 86_400),
  /** Id of a calendar of the provider, or `always`. */
  calendar: z.string().min(1).max(64),
  atRiskShare: z.number().gt(0).max(1).default(0.8),
  atRiskSecondsLeft: z.int().min(0).nullable().default(null),
  /** Absent: what the metric mostly pauses for. */
  pauseSet: z.array(z.enum(holds)).optional(),
  escalations: z
    .array(
      z.object({
        id: z.string().min(1).max(64),
        share: z.number().gt(0).max(10),
        /** Whom it names. */
        tell: z.enum(levelRoles).default("lead"),
      }),
    )
    .max(10)
    .default([]),
})
export type TargetDraft = z.infer<typeof targetDraft>

/** What a policy promises, as it is stored and posted. */
export const policyDraft = z
  .object({
    targets: z.array(targetDraft).max(36),
    publicNoteCounts: z.boolean().default(true),
    voicemailCounts: z.boolean().default(false),
    restoreFrom: z.enum(["impact", "detection"]).default("impact"),
    upgradeGraceSeconds: z.int().min(0).nullable().default(null),
  })
  .refine(
    ({ targets }) => new Set(targets.map((t) => `${t.metric} ${t.priority}`)).size === targets.length,
    "has two targets for one metric and priority",
  )
export type PolicyDraft = z.infer<typeof policyDraft>

/** A policy version with everything it needs, as it was agreed: copied to the client, so that later edits change no contract. */
export const storedPolicy = z.object({
  draft: policyDraft,
  calendars: z.record(
    z.string(),
    z.object({ name: z.string(), version: z.int(), effectiveFrom: z.string(), draft: calendarDraft }),
  ),
})
export type StoredPolicy = z.infer<typeof storedPolicy>
