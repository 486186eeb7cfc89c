import { conflict } from "#app/kernel/errors.ts"
import type { TenantTx } from "#db/tenant.ts"
import { driveAlertClocks } from "../../alerts/drive-clocks.server.ts"
import { announce } from "../../changes/announce.server.ts"
import { driveClocks } from "../../incidents/drive-clocks.server.ts"
import type { Happening } from "../clock/record-event.ts"
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
  const happening: Happening = { kind: "stop_corrected", metric, cycle, stoppedAt, reason }
  if ("incident" in subject) {
    await driveClocks(t, subject.incident, [happening])
    await announce(t, "incident", [subject.incident])
  } else {
    await driveAlertClocks(t, subject.alert, [happening])
    await announce(t, "alert", [subject.alert])
  }
  const after = await lockStopped(t, clockId)
  if (!after.endedAt.equals(stoppedAt)) throw new Error(`the stop of clock ${clockId} did not move`)
  return { wasMissed: before.isMissed, isMissed: after.isMissed }
}
