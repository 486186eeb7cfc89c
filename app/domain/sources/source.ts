import * as z from "zod"
import { expectedEvery } from "./silence.ts"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"

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
  readonly createdAt: Instant
  readonly lastDeliveryAt: Instant | null
  /** Null where silence means nothing. */
  readonly expectedEverySeconds: number | null
  /** Since when it has been overdue; null while it speaks. */
  readonly silentSince: Instant | null
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
  expectedEverySeconds: expected,
})
export type NewSource = z.infer<typeof newSource>

export const sourceChange = z.object({
  name: z.string().trim().min(1, "is empty").max(200).optional(),
  enabled: z.boolean().optional(),
  ratePerSecond: z.int().min(1).max(100_000).optional(),
  burst: z.int().min(1).max(1_000_000).optional(),
  expectedEverySeconds: expected,
})
export type SourceChange = z.infer<typeof sourceChange>
