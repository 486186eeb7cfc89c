import * as z from "zod"
import { expectedEvery } from "./silence.ts"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { isIgnoreField } from "../ingest/payload-hash.ts"

/** Steady requests a second and the burst above it that the receiver lets through by default. */
export const defaultRate = { ratePerSecond: 100, burst: 1000 } as const

export type SourceView = {
  readonly id: SourceId
  readonly client: TenantId
  readonly name: string
  readonly adapter: string
  readonly enabled: boolean
  readonly ratePerSecond: number
  readonly burst: number
  readonly reopenWindowSeconds: number
  readonly resolveDelaySeconds: number
  readonly staleAfterSeconds: number | null
  readonly trustsDowngrade: boolean
  readonly stormLimit: number
  readonly ignoreFields: readonly string[]
  readonly learningUntil: Instant | null
  /** Brings events of several clients; belongs to the provider. */
  readonly isShared: boolean
  /** The shared source it stands for at its client; null for one that tools deliver to. */
  readonly mirrorOf: SourceId | null
  readonly createdAt: Instant
  readonly lastDeliveryAt: Instant | null
  /** Null where silence means nothing. */
  readonly expectedEverySeconds: number | null
  /** Since when it has been overdue; null while it speaks. */
  readonly silentSince: Instant | null
}

const day = 86_400

/** How signals of a source become alerts: what an administrator may choose. Durations are in seconds. */
export const dedupeSettings = {
  reopenWindowSeconds: z
    .int()
    .min(0)
    .max(30 * day)
    .meta({
      description: "A problem back this soon after its alert was resolved opens the same alert again",
    }),
  resolveDelaySeconds: z
    .int()
    .min(0)
    .max(day)
    .meta({ description: "How long a cleared alert nobody touched stays open" }),
  staleAfterSeconds: z
    .int()
    .min(300, "is 300 at least")
    .max(90 * day)
    .nullable()
    .meta({
      description: "An untouched alert that is not repeated for so long closes as stale; null for never",
    }),
  trustsDowngrade: z
    .boolean()
    .meta({ description: "A lower severity is believed; otherwise an alert keeps the worst it had" }),
  stormLimit: z.int().min(1).max(1_000_000).meta({
    description: "New alerts of one rule in ten minutes, above which the rest gather in one overflow alert",
  }),
  ignoreFields: z
    .array(z.string().trim().refine(isIgnoreField, "is no field that can be left out"))
    .max(50)
    .meta({ description: "Left out when two payloads are compared: a field, labels.NAME or entity.TYPE" }),
}
const expected = z.int().min(expectedEvery.least).max(expectedEvery.most).nullable().optional().meta({
  description:
    "Seconds within which it always delivers: missed twice is an alert (a heartbeat's: once). Null where silence means nothing",
})

export const newSource = z.object({
  adapter: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .meta({ description: "The tool's format", examples: ["alertmanager"] }),
  name: z
    .string()
    .trim()
    .min(1, "is empty")
    .max(200)
    .optional()
    .meta({ description: "Left out, the tool's name" }),
  ratePerSecond: z.int().min(1).max(100_000).default(defaultRate.ratePerSecond),
  burst: z.int().min(1).max(1_000_000).default(defaultRate.burst),
  learningHours: z.int().min(0).max(720).default(48).meta({
    description: "For so long after it was added only critical and high make work; the rest is marked",
  }),
  ...z.object(dedupeSettings).partial().shape,
  expectedEverySeconds: expected,
})
/** Without `learningHours` there is no learning: that default is for whoever adds a tool nobody has seen yet. */
export type NewSource = Omit<z.infer<typeof newSource>, "learningHours"> & { readonly learningHours?: number }

export const sourceChange = z.object({
  name: z.string().trim().min(1, "is empty").max(200).optional(),
  enabled: z.boolean().optional(),
  ratePerSecond: z.int().min(1).max(100_000).optional(),
  burst: z.int().min(1).max(1_000_000).optional(),
  ...z.object(dedupeSettings).partial().shape,
  learningUntil: z.iso
    .datetime({ offset: true })
    .nullable()
    .optional()
    .meta({ description: "Until then only critical and high make work; null ends it now" }),
  expectedEverySeconds: expected,
})
export type SourceChange = z.infer<typeof sourceChange>
