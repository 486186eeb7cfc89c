import type { AlertId, FindingId, IncidentId } from "#app/kernel/ids.ts"
import { withFullSight } from "#db/full-sight.ts"
import type { TenantTx } from "#db/tenant.ts"
import { driveAlertClocks } from "../../alerts/drive-clocks.server.ts"
import { announce } from "../../changes/announce.server.ts"
import { driveFindingClock } from "../../findings/drive-clock.server.ts"
import { lockTheseFindings } from "../../findings/lock.server.ts"
import { driveClocks } from "../../incidents/drive-clocks.server.ts"
import { lockRecords } from "../../incidents/lock-records.server.ts"
import type { Happening } from "../clock/record-event.ts"
import type { Subject } from "../record/subject.ts"

/** Tells the clocks of many records of one client that something happened to their terms. Gives how many it told. */
export function tellRecords(
  t: TenantTx<never>,
  subjects: readonly Subject[],
  happening: Happening,
): Promise<number> {
  // Terms are everybody's: the clocks of what is need to know move too, for somebody who does not see them all.
  return withFullSight(t, () => tellThem(t, subjects, happening))
}

async function tellThem(
  t: TenantTx<never>,
  subjects: readonly Subject[],
  happening: Happening,
): Promise<number> {
  await lockRecords(t, subjects)
  await lockTheseFindings(
    t,
    subjects.flatMap((s): FindingId[] => ("finding" in s ? [s.finding] : [])),
  )
  const incidents: IncidentId[] = []
  const alerts: AlertId[] = []
  for (const subject of subjects) {
    if ("incident" in subject) {
      await driveClocks(t, subject.incident, [happening])
      incidents.push(subject.incident)
    } else if ("finding" in subject) {
      await driveFindingClock(t, subject.finding, [happening])
    } else {
      await driveAlertClocks(t, subject.alert, [happening])
      alerts.push(subject.alert)
    }
  }
  if (alerts.length > 0) await announce(t, "alert", alerts)
  if (incidents.length > 0) await announce(t, "incident", incidents)
  return subjects.length
}
