import { conflict } from "#app/kernel/errors.ts"
import type { TenantTx } from "#db/tenant.ts"
import { announce } from "../../changes/announce.server.ts"
import { driveFindingClock } from "../../findings/drive-clock.server.ts"
import { correctStopOfIncident } from "../../incidents/correct-stop.server.ts"
import { happened } from "../record/happen.server.ts"
import type { Subject } from "../record/subject.ts"
import { lockStopped } from "./stopped.server.ts"
import type { CorrectionRow } from "./store.server.ts"

/**
 * Puts a stop where it belongs: one more event of the record, by which its clocks are worked out anew. The caller holds
 * the record's lock.
 *
 * @returns whether the clock was missed before and is after
 * @throws DomainError `conflict` for a clock that went on, stopped anew or was corrected since this was asked
 */
export async function moveStop(
  t: TenantTx<"sla.approve">,
  subject: Subject,
  { clockId, recordedAt, stoppedAt, reason }: CorrectionRow,
): Promise<{ readonly wasMissed: boolean; readonly isMissed: boolean }> {
  const before = await lockStopped(t, clockId)
  if (!before.endedAt.equals(recordedAt))
    throw conflict("Its stop has moved since this was asked. Refuse this, and have it asked anew.")
  const { metric, cycle } = before
  const corrected = { kind: "stop_corrected", metric, cycle, stoppedAt, reason } as const
  if ("incident" in subject) await correctStopOfIncident(t, subject.incident, corrected)
  else if ("finding" in subject) await driveFindingClock(t, subject.finding, [corrected])
  else {
    // An alert has the one clock, and that has stopped: what it is sorted by stays.
    await happened(t, subject, [corrected])
    await announce(t, "alert", [subject.alert])
  }
  const after = await lockStopped(t, clockId)
  if (!after.endedAt.equals(stoppedAt)) throw new Error(`the stop of clock ${clockId} did not move`)
  return { wasMissed: before.isMissed, isMissed: after.isMissed }
}
