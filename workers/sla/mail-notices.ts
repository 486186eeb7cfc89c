import { namedClocks } from "#emails/templates/sla-notice.ts"
import type { PropsOf } from "#emails/registry.ts"
import type { OnStaff } from "#app/auth/people/on-staff.server.ts"
import { metricWords } from "#app/domain/sla/explain/words.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { Measured, Untold } from "./notices.store.server.ts"
import { recipientsOf } from "./recipients.ts"

/** A clock of which people are told, with the record it measures. */
export type Notice = Untold & { readonly of: Measured }

/** What one person is told at once. */
export type NoticeMail = { readonly to: OnStaff; readonly props: PropsOf<"sla-notice"> }

/** One mail for each person, however many clocks it is about: breaches first, the most urgent before others. */
export function mailsOf(notices: readonly Notice[], staff: readonly OnStaff[], now: Instant): NoticeMail[] {
  const mine = new Map<OnStaff, Notice[]>()
  for (const notice of [...notices].sort(byUrgency)) {
    const { tenantId, kind } = notice
    const { desk, ownerId } = notice.of
    for (const person of recipientsOf({ tenantId, kind, desk, ownerId }, staff, now))
      mine.set(person, [...(mine.get(person) ?? []), notice])
  }
  return [...mine].map(([to, heard]) => ({ to, props: propsOf(heard) }))
}

function byUrgency(a: Notice, b: Notice): number {
  const rank = (n: Notice) => (n.kind === "breached" ? 0 : 10) + (n.priority ?? 9)
  return rank(a) - rank(b) || a.at.epochMilliseconds - b.at.epochMilliseconds
}

/** Names records and never their titles: what a client's systems said does not leave the house by mail. */
function propsOf(notices: readonly Notice[]): PropsOf<"sla-notice"> {
  const breached = notices.filter(({ kind }) => kind === "breached").length
  const named = notices.slice(0, namedClocks).map((notice, i) => {
    const { of, kind, metric, priority, at, dueAt } = notice
    return {
      [`record${i}`]: of.number === null ? `An alert of ${of.code}` : `${of.code}-${of.number}`,
      [`client${i}`]: of.client,
      [`clock${i}`]: priority ? `P${priority} ${metricWords[metric]}` : metricWords[metric],
      [`state${i}`]: kind === "breached" ? "breached" : "at risk",
      [`at${i}`]: (kind === "breached" ? at : (dueAt ?? at)).toString(),
      [`path${i}`]: of.incidentId ? `/ops/incidents/${of.incidentId}` : `/ops/alerts/${of.alertId}`,
    }
  })
  return Object.assign({ breached, atRisk: notices.length - breached }, ...named) as PropsOf<"sla-notice">
}
