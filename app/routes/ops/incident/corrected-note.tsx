import { Said } from "#app/ui/said.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import type { CorrectionLine } from "../../shared/sla/correction-line.ts"

/** From where a corrected stop is counted, why, and on whose word. */
export function CorrectedNote({ correction }: { readonly correction: CorrectionLine }) {
  return (
    <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">
      Recorded <Moment at={correction.recordedAt} />, counted from <Moment at={correction.stoppedAt} />:{" "}
      <Said>{correction.reason}</Said>; asked by <Said>{correction.requestedByName}</Said>, approved by{" "}
      <Said>{correction.decidedByName ?? "somebody"}</Said>.
    </p>
  )
}
