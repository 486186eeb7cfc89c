import type { OwnCorrection } from "#app/domain/sla/corrections/read-stops.server.ts"
import { metricWords } from "#app/domain/sla/explain/words.ts"

/** A corrected result as the client's page is given it. */
export function ownCorrectionRow(correction: OwnCorrection, code: string) {
  const { id, incidentId, number, title, metric, cycle, priority, reason, wasMissed, isMissed } = correction
  return {
    ...{ id, incidentId, title, priority, reason, wasMissed, isMissed },
    reference: `${code}-${number}`,
    metric: cycle > 1 ? `${metricWords[metric]} ${cycle}` : metricWords[metric],
    recordedAt: correction.recordedAt.toString(),
    stoppedAt: correction.stoppedAt.toString(),
  }
}

export type OwnCorrectionRow = ReturnType<typeof ownCorrectionRow>
