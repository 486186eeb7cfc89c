import { namedClocks } from "#emails/templates/sla-notice.ts"
import type { PropsOf } from "#emails/registry.ts"
import type { OnStaff } from "#app/auth/people/on-staff.server.ts"
import type { NoticeKind } from "#app/domain/sla/clock/notice.ts"
import { percentOf } from "#app/domain/sla/explain/levels.ts"
import { metricWords } from "#app/domain/sla/explain/words.ts"
import type { Measured, Untold } from "./notices.store.server.ts"
import type { Resolved } from "./recipients.ts"

/** A clock of which people are told, with the record it measures, and who they are. */
export type Notice = Untold & {
  readonly of: Measured
  /** The share of its target at which it was reached; null for what is no level. */
  readonly share: number | null
  readonly to: Resolved
}

/** What one person is told at once. */
export type NoticeMail = { readonly to: OnStaff; readonly props: PropsOf<"sla-notice"> }

/** One mail for each person, however many clocks it is about: breaches first, the most urgent before others. */
export function mailsOf(notices: readonly Notice[]): NoticeMail[] {
  const mine = new Map<OnStaff, Notice[]>()
  for (const notice of [...notices].sort(byUrgency))
    for (const person of notice.to.people) mine.set(person, [...(mine.get(person) ?? []), notice])
  return [...mine].map(([to, heard]) => ({ to, props: propsOf(heard) }))
}

function byUrgency(a: Notice, b: Notice): number {
  const rank = (n: Notice) => (n.kind === "breached" ? 0 : 10) + (n.priority ?? 9)
  return rank(a) - rank(b) || a.at.epochMilliseconds - b.at.epochMilliseconds
}

/** Names records and never their titles: what a client's systems said does not leave the house by mail. */
function propsOf(notices: readonly Notice[]): PropsOf<"sla-notice"> {
  const counted = (wanted: NoticeKind) => notices.filter(({ kind }) => kind === wanted).length
  const named = notices.slice(0, namedClocks).map((notice, i) => {
    const { of, kind, metric, priority, at, dueAt } = notice
    const moment = kind === "breached" ? at : (dueAt ?? at)
    return {
      [`record${i}`]: nameOf(of),
      [`client${i}`]: of.client,
      [`clock${i}`]: priority ? `P${priority} ${metricWords[metric]}` : metricWords[metric],
      [`state${i}`]: stateOf(notice),
      [`at${i}`]: moment.toString(),
      [`zone${i}`]: of.zone,
      [`path${i}`]: pathOf(of),
    }
  })
  const counts = { breached: counted("breached"), atRisk: counted("at_risk"), reached: counted("escalated") }
  return Object.assign(counts, ...named) as PropsOf<"sla-notice">
}

function nameOf({ number, findingId, code }: Notice["of"]): string {
  if (number !== null) return `${code}-${number}`
  return findingId ? `A finding of ${code}` : `An alert of ${code}`
}

function pathOf({ incidentId, findingId, alertId }: Notice["of"]): string {
  if (incidentId) return `/ops/incidents/${incidentId}`
  return findingId ? `/ops/findings/${findingId}` : `/ops/alerts/${alertId}`
}

function stateOf({ kind, share }: Notice): string {
  if (kind === "escalated") return `at ${percentOf(share ?? 0)}`
  return kind === "breached" ? "breached" : "at risk"
}
