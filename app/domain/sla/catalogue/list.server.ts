import { notFound } from "#app/kernel/errors.ts"
import type { SlaCalendarId, SlaPolicyId } from "#app/kernel/ids.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { calendarDraft, policyDraft } from "../policies/policy-draft.ts"
import { newestOf } from "./newest.ts"
import {
  type CalendarRow,
  type PolicyRow,
  selectCalendars,
  selectCalendarVersions,
  selectPolicies,
  selectPolicyVersions,
} from "./store.server.ts"

/** The newest version of every calendar, by name. */
export async function listCalendars(tx: ProviderTx<"sla.read">) {
  return newestOf(await selectCalendars(tx)).map(calendarOf)
}

/** Every version of one calendar, newest first. @throws DomainError `not_found` */
export async function readCalendar(tx: ProviderTx<"sla.read">, id: SlaCalendarId) {
  const versions = await selectCalendarVersions(tx, id)
  if (versions.length === 0) throw notFound("Calendar")
  return versions.map(calendarOf)
}

/** The newest version of every policy, by name. */
export async function listPolicies(tx: ProviderTx<"sla.read">) {
  return newestOf(await selectPolicies(tx)).map(policyOf)
}

/** Every version of one policy, newest first. @throws DomainError `not_found` */
export async function readPolicy(tx: ProviderTx<"sla.read">, id: SlaPolicyId) {
  const versions = await selectPolicyVersions(tx, id)
  if (versions.length === 0) throw notFound("Policy")
  return versions.map(policyOf)
}

const calendarOf = (row: CalendarRow) => ({ ...row, draft: calendarDraft.parse(row.draft) })
const policyOf = (row: PolicyRow) => ({ ...row, draft: policyDraft.parse(row.draft) })

export type CalendarVersion = ReturnType<typeof calendarOf>
export type PolicyVersion = ReturnType<typeof policyOf>
