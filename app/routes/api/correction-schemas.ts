import * as z from "zod"
import type { CorrectionView } from "#app/domain/sla/corrections/correction.ts"

/** What the API says of stops that are put where they belong. Times are RFC 3339 in UTC. */

const time = z.iso.datetime({ offset: true }).meta({ examples: ["2026-03-27T08:15:00Z"] })

export const correctionSchema = z
  .object({
    ...{ id: z.uuid(), clock: z.uuid() },
    recordedAt: time.meta({ description: "Where the stop stood when this was asked" }),
    stoppedAt: time.meta({ description: "Where it belongs" }),
    reason: z.string(),
    state: z.enum(["requested", "approved", "refused"]),
    requestedBy: z.string(),
    requestedAt: time,
    decidedBy: z.string().nullable(),
    decidedAt: time.nullable(),
    decision: z.string().nullable(),
    wasMissed: z.boolean().nullable().meta({ description: "Before it was approved; null until then" }),
    isMissed: z.boolean().nullable().meta({ description: "After it was approved; null until then" }),
  })
  .meta({ id: "SlaCorrection" })

export function correctionJson(correction: CorrectionView) {
  const { id, clockId, reason, state, decision, wasMissed, isMissed } = correction
  return {
    ...{ id, clock: clockId, reason, state, decision, wasMissed, isMissed },
    ...{ recordedAt: correction.recordedAt.toString(), stoppedAt: correction.stoppedAt.toString() },
    ...{ requestedBy: correction.requestedByName, requestedAt: correction.requestedAt.toString() },
    ...{ decidedBy: correction.decidedByName, decidedAt: correction.decidedAt?.toString() ?? null },
  }
}
