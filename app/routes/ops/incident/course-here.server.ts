import { permissionsAt } from "#app/auth/access.ts"
import type { Person } from "#app/auth/principal.ts"
import { awaitsApprovalOf, isContainment } from "#app/domain/handoffs/containment.ts"
import { type HandoffView, reasonWords } from "#app/domain/handoffs/handoff.ts"
import { listHandoffs } from "#app/domain/handoffs/read.server.ts"
import { readCourse } from "#app/domain/incidents/course.server.ts"
import type { IncidentView } from "#app/domain/incidents/incident.ts"
import { metricWords } from "#app/domain/sla/explain/words.ts"
import { wallTime } from "#app/kernel/wall-time.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { ledgerJson } from "../../shared/turns/ledger-json.ts"

/** How an incident goes on, as its page shows it to this person. */
export async function courseHere(t: ReadTx<"incidents.read">, person: Person, incident: IncidentView) {
  const { ledger, holds, impact, restoredAt } = await readCourse(t, incident)
  const { client, hold, holdSince, holdUntil, holdRemindedAt } = incident
  const text = (at: Instant | null | undefined) => at?.toString() ?? null
  return {
    ledger: ledgerJson(ledger),
    hold: hold && {
      kind: hold,
      since: text(holdSince),
      until: text(holdUntil),
      isReminded: holdRemindedAt !== null,
    },
    holds: holds.map((effect) => ({
      hold: effect.hold,
      pauses: effect.pauses.map((metric) => metricWords[metric]),
      goesOn: effect.goesOn.map((metric) => metricWords[metric]),
    })),
    timeZone: client.timeZone,
    /** Now on the client's clock, for fields of dates. */
    wallNow: wallTime(t.now, client.timeZone),
    confirmedAt: text(incident.confirmedAt),
    containedAt: text(incident.containedAt),
    impact: impact && { since: impact.since.toString(), affected: impact.affected },
    restoredAt: text(restoredAt),
    handoffs: await handoffsHere(t, person, incident),
  }
}

/** What was asked, the newest first, with what this person may do about it. */
export async function handoffsHere(
  t: ReadTx<"incidents.read">,
  person: Person,
  { id, client, confirmedAt, containedAt, isWithheld }: IncidentView,
) {
  return (await listHandoffs(t, id)).reverse().map((handoff) => ({
    ...handoffLine(handoff),
    // Who does not need to know does not see whether it is an attack, and can say that what was asked holds.
    mayContain: isContainment(handoff) && (isWithheld || (confirmedAt !== null && containedAt === null)),
    mayApprove: permissionsAt(person, client.id, handoff.toTeam).has("containment.approve"),
    mayAnswer: permissionsAt(person, client.id, handoff.toTeam).has("incidents.work"),
  }))
}

export type CourseHere = Awaited<ReturnType<typeof courseHere>>
export type HandoffLine = CourseHere["handoffs"][number]

export function handoffLine(handoff: HandoffView) {
  const { id, fromTeam, toTeam, type, state, ask, requestedByName, answeredByName, answer } = handoff
  return {
    ...{ id, fromTeam, toTeam, type, state, ask, requestedByName, answeredByName, answer },
    incidentId: handoff.incidentId,
    reason: reasonWords[handoff.reasonCode] ?? handoff.reasonCode,
    targets: handoff.targets,
    approvalClass: handoff.approvalClass,
    awaits: awaitsApprovalOf(handoff),
    agreement: handoff.agreement,
    approvedByName: handoff.approvedByName,
    approvedByContact: handoff.approvedByContact,
    approvalHow: handoff.approvalHow,
    approvedAt: handoff.approvedAt?.toString() ?? null,
    requestedAt: handoff.requestedAt.toString(),
    answeredAt: handoff.answeredAt?.toString() ?? null,
    dueAt: handoff.dueAt?.toString() ?? null,
  }
}
