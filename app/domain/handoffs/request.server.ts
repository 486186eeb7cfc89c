import { conflict, invalid } from "#app/kernel/errors.ts"
import { type HandoffId, type IncidentId, newId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { driveClocks } from "../incidents/drive-clocks.server.ts"
import { lockSettled } from "../incidents/lock-settled.server.ts"
import { writeTimeline } from "../incidents/timeline.server.ts"
import { notifyPeople } from "../notices/notify.server.ts"
import { containmentTerms } from "./containment.ts"
import { reasonCodes, reasonWords } from "./handoff.ts"
import type { NewHandoff } from "./new-handoff.ts"
import { idOf } from "./somebody-else.ts"
import { insertHandoff, selectHandoffs } from "./store.server.ts"

/**
 * Asks the other team for help with an incident, or to take it over. Until it accepts, the asking team owns the incident;
 * the client's clocks do not notice, and one for the other team's answer runs. A containment names its targets and on whose
 * word it goes ahead.
 *
 * @throws DomainError `invalid` for a reason that is not this team's, and for a containment without these; `not_found`; `conflict` when it is over, is theirs
 *   already, or was asked for and not answered.
 */
export async function requestHandoff(
  t: TenantTx<"incidents.work">,
  incidentId: IncidentId,
  wanted: NewHandoff,
): Promise<HandoffId> {
  const incident = await lockSettled(t, incidentId)
  if (incident.discipline === wanted.to) throw conflict(`It is the ${wanted.to.toUpperCase()}'s already.`)
  const allowed: readonly string[] = reasonCodes[incident.discipline]
  if (!allowed.includes(wanted.reasonCode))
    throw invalid("Choose a reason.", { reasonCode: "Choose one of this team's reasons." })
  if (incident.restrictedAt && wanted.type === "transfer")
    throw conflict("It is need to know, and stays the SOC's. Ask for advice, or work on it together.")
  const terms = containmentTerms(wanted)
  const waiting = (await selectHandoffs(t, incidentId)).some((h) => h.state === "requested")
  if (waiting) throw conflict("A handoff waits for its answer. Let that be answered first.")

  const id = newId<"handoff">()
  const { to, type, reasonCode, ask } = wanted
  await insertHandoff(t, {
    ...{ id, incidentId, type, reasonCode, ask, ...terms, targets: [...terms.targets] },
    ...{ fromTeam: incident.discipline, toTeam: to, state: "requested" },
    ...{ requestedAt: t.now, requestedBy: idOf(t.scope.actor), requestedByName: t.scope.actor.name },
  })
  await driveClocks(t, incidentId, [{ kind: "handoff_requested", handoff: id, to, type }], {
    lastActivityAt: t.now,
  })
  await writeTimeline(t, incidentId, {
    kind: "handoff-requested",
    text: ask,
    data: {
      ...{ handoff: id, to, type, reason: reasonWords[reasonCode], targets: terms.targets },
      ...(terms.approvalClass ? { approval: terms.approvalClass } : {}),
    },
  })
  await recordAudit(t, {
    action: "incident.handoff-request",
    targetId: incidentId,
    after: { id, to, type, reasonCode, approval: terms.approvalClass },
    ...(terms.agreement ? { reason: terms.agreement } : {}),
  })
  await notifyPeople(t, { kind: "handoff-requested", incidentId, handoffId: id })
  await announce(t, "incident", [incidentId])
  return id
}
