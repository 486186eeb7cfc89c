import * as z from "zod"
import type { DeliveryId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"

/** Deliveries one step of a replay looks at, at most. A replay of more is taken step by step. */
export const replayStep = 500

const moment = z.iso.datetime({ error: "is no date and time" })

/**
 * What of a source is to be read again. Only what made no alert: a processed delivery has had its effect, and reading it
 * again would have it twice.
 */
export const replayChoice = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("one"), delivery: z.uuid() }),
  /** Everything in quarantine for one reason. */
  z.object({ kind: z.literal("reason"), reason: z.string().min(1).max(500) }),
  /** Everything received in `[from, until)` that is in quarantine, or was ignored. */
  z
    .object({
      kind: z.literal("range"),
      from: moment,
      until: moment,
      outcome: z.enum(["quarantined", "ignored"]),
      /** Ignored for this reason alone. */
      note: z.string().max(500).optional(),
    })
    .refine(({ from, until }) => from < until, { path: ["until"], error: "has to be after the start" }),
])
export type ReplayChoice = z.infer<typeof replayChoice>

/** A delivery in quarantine, with as much of its body as a person looks at. */
export type Quarantined = {
  readonly id: DeliveryId
  readonly receivedAt: Instant
  readonly reason: string
  readonly attempts: number
  readonly replayedAt: Instant | null
  readonly settledAt: Instant | null
  readonly settledBy: string | null
  readonly contentType: string | null
  /** The first `shownCharacters`; base64 where the bytes are no text. Null where the evidence has been erased by age. */
  readonly body: string | null
  readonly isBase64: boolean
  /** Characters of the whole body. */
  readonly length: number
}

export const shownCharacters = 16_000
