import type { AlertId, FindingId, IncidentId, TenantId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { SlaMetric } from "../clock/metric.ts"
import { apply } from "../clock/replay.ts"
import type { Run } from "../clock/run.ts"
import { readHistory } from "../record/read.server.ts"
import { subjectOf } from "../record/subject.ts"
import type { CorrectionView } from "./correction.ts"

/** What an approval would do, now. */
export type CorrectionPreview = {
  readonly isMissed: boolean
  /** Other clocks of the record that would end, begin or come out otherwise. */
  readonly others: readonly SlaMetric[]
}

type Stop = {
  readonly tenantId: TenantId
  readonly incidentId: IncidentId | null
  readonly alertId: AlertId | null
  readonly findingId: FindingId | null
  readonly metric: SlaMetric
  readonly cycle: number
}

/** Works out what an approval would do to the clocks of the record. Null where something happened to it at a later moment. */
export async function previewCorrection(
  t: ReadTx<"sla.read">,
  stop: Stop,
  { id, stoppedAt, reason }: CorrectionView,
): Promise<CorrectionPreview | null> {
  const { metric, cycle } = stop
  const { history } = await readHistory(t, stop.tenantId, subjectOf(stop))
  const next = apply(history, {
    ...{ kind: "stop_corrected", metric, cycle, stoppedAt, reason, id, at: t.now },
  })
  if (!next.ok) return null
  const isIt = (run: Run) => run.metric === metric && run.cycle === cycle
  const before = history.now.runs
  const after = next.value.now.runs
  const moved = after.filter((run, i) => !isIt(run) && run.commitment && outcome(run) !== outcome(before[i]))
  return {
    isMissed: after.some((run) => isIt(run) && run.breach !== null),
    others: [...new Set(moved.map((run) => run.metric))],
  }
}

/** Where a run is and how it came out, to compare: what comes about by time alone since is the same for both. */
const outcome = (run: Run | undefined) =>
  run && `${run.phase.kind} ${run.phase.kind === "stopped" ? Boolean(run.breach) : ""}`
