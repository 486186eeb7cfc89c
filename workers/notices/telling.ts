import type { PropsOf, TemplateName } from "#emails/registry.ts"
import { listContacts } from "#app/auth/people/list-contacts.server.ts"
import { listOnStaff, type OnStaff } from "#app/auth/people/on-staff.server.ts"
import { reasonWords } from "#app/domain/handoffs/handoff.ts"
import { type Instant, Temporal } from "#app/kernel/time.ts"
import { isAddress } from "#app/mail/address.ts"
import { enqueueMail, type NewMail } from "#app/mail/enqueue.server.ts"
import { inSlaSweep, inSlaTelling, type SlaTelling } from "#db/sla-door.ts"
import { recipientsOf } from "../sla/recipients.ts"
import {
  insertReminded,
  selectWaiting,
  type Taken,
  type TakenHandoff,
  takeNotices,
} from "./notices.store.server.ts"

/**
 * Mails people what is asked of them and what was answered: handoffs to the team that was asked, their rejection and approval to
 * who asked, a question that waits to the client's contacts. Notices go in the transaction that writes their mails, so a crash
 * loses nothing and doubles nothing; one that is settled by then is dropped.
 */
export async function tellOfCourse(now: Instant = Temporal.Now.instant()): Promise<void> {
  const tenants = await inSlaSweep(selectWaiting)
  if (tenants.length === 0) return
  await inSlaTelling(tenants, async (tx) => {
    const taken = await takeNotices(tx, tenants)
    const staff = (await listOnStaff(tx)).filter(({ email }) => isAddress(email))
    for (const notice of taken) {
      if (notice.handoff && notice.kind !== "hold-reminded")
        await tellOfHandoff(tx, { ...notice, kind: notice.kind }, notice.handoff, staff, now)
      else if (notice.waitsForClient && notice.isShared) await remind(tx, notice, now)
    }
  })
}

const events = {
  "handoff-requested": "requested",
  "handoff-rejected": "rejected",
  "handoff-approved": "approved",
} as const

async function tellOfHandoff(
  tx: SlaTelling,
  notice: Taken & { readonly kind: keyof typeof events },
  handoff: TakenHandoff,
  staff: readonly OnStaff[],
  now: Instant,
): Promise<void> {
  const event = events[notice.kind]
  const isRequest = event === "requested"
  if (isRequest && handoff.state !== "requested") return
  const { tenantId } = notice
  // The asked team's leads; of a rejection and an approval who asked, or the leads of their team where they are no longer there.
  const people = isRequest
    ? recipientsOf({ kind: "breached", tenantId, desk: handoff.to, ownerId: null }, staff, now)
    : recipientsOf(
        { kind: "at_risk", tenantId, desk: handoff.from, ownerId: handoff.requesterId },
        staff,
        now,
      )
  const props: PropsOf<"handoff-notice"> = {
    ...{ event, record: notice.reference, client: notice.client },
    ...{ from: handoff.from.toUpperCase(), to: handoff.to.toUpperCase(), type: handoff.type },
    reason: reasonWords[handoff.reasonCode] ?? "",
    by:
      {
        requested: handoff.requestedByName,
        rejected: handoff.answeredByName,
        approved: handoff.approvedByName,
      }[event] ?? "",
    ...(isRequest && handoff.awaits ? { awaits: handoff.awaits } : {}),
    ...(handoff.dueAt ? { due: handoff.dueAt.toString() } : {}),
    zone: notice.zone,
    path: `/ops/incidents/${notice.incidentId}`,
  }
  await mailTo(tx, people, { template: "handoff-notice", props, clientId: tenantId })
}

async function remind(tx: SlaTelling, notice: Taken, now: Instant): Promise<void> {
  const { tenantId, reference, zone, waitsUntil, incidentId } = notice
  const contacts = (await listContacts(tx, tenantId)).filter(({ email }) => isAddress(email))
  const props: PropsOf<"hold-reminder"> = {
    ...(waitsUntil ? { until: waitsUntil.toString() } : {}),
    ...{ record: reference, zone },
    path: `/client/incidents/${incidentId}`,
  }
  await mailTo(tx, contacts, { template: "hold-reminder", props, clientId: tenantId })
  await insertReminded(
    tx,
    notice,
    contacts.map(({ name }) => name),
    now,
  )
}

/** One mail to each of them. */
async function mailTo<N extends TemplateName>(
  tx: SlaTelling,
  people: readonly { readonly name: string; readonly email: string }[],
  mail: Omit<NewMail<N>, "to">,
): Promise<void> {
  for (const { name, email } of people) await enqueueMail<N>(tx, { ...mail, to: { name, address: email } })
}
