import type { CorrectionView } from "#app/domain/sla/corrections/correction.ts"

/** What was asked of a stop, as screens of the provider show it. */
export function correctionLine(correction: CorrectionView) {
  const { id, state, reason, requestedByName, decidedByName, decision, wasMissed, isMissed } = correction
  return {
    ...{ id, state, reason, requestedByName, decidedByName, decision, wasMissed, isMissed },
    recordedAt: correction.recordedAt.toString(),
    stoppedAt: correction.stoppedAt.toString(),
    requestedAt: correction.requestedAt.toString(),
    decidedAt: correction.decidedAt?.toString() ?? null,
  }
}

export type CorrectionLine = ReturnType<typeof correctionLine>

/** What a correction did to an outcome, in words. */
export function outcomeWords({
  wasMissed,
  isMissed,
}: Pick<CorrectionLine, "wasMissed" | "isMissed">): string {
  if (wasMissed === isMissed) return isMissed ? "missed, as before" : "in time, as before"
  return isMissed ? "missed, not in time" : "in time, not missed"
}
