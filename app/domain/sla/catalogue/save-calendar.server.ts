import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { invalid, notFound } from "#app/kernel/errors.ts"
import { newId, type SlaCalendarId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { defineCalendar } from "../calendar/define.ts"
import { draftOf } from "../policies/compile.ts"
import type { CalendarDraftJson } from "../policies/policy-draft.ts"
import { renewPolicies } from "./renew-policies.server.ts"
import { insertCalendar, lockCatalogue, selectCalendarVersions } from "./store.server.ts"

export type CalendarSave = {
  /** Absent for a new calendar. */
  readonly id?: SlaCalendarId
  readonly name: string
  readonly draft: CalendarDraftJson
  /** From when on clocks that start go by this version. */
  readonly effectiveFrom: Instant
}

/**
 * Saves a calendar as a new version, and every policy that names it. What clients were promised by earlier versions stays
 * as it was agreed.
 *
 * @throws DomainError `invalid` with every fault; `not_found`
 */
export async function saveCalendar(
  tx: ProviderTx<"sla.manage">,
  save: CalendarSave,
): Promise<{ readonly id: SlaCalendarId; readonly version: number; readonly policies: number }> {
  const { name, draft, effectiveFrom } = save
  const made = defineCalendar({ ...draftOf(draft), name })
  if (!made.ok) throw invalid(made.error.join(" "), { calendar: "is not right yet" })
  const id = save.id ?? newId<"sla-calendar">()
  await lockCatalogue(tx, id)
  const [last] = await selectCalendarVersions(tx, id)
  if (save.id && !last) throw notFound("Calendar")
  const version = (last?.version ?? 0) + 1
  const row = { id, version, name, draft, effectiveFrom, createdAt: tx.now, createdBy: tx.actor.name }
  await insertCalendar(tx, row)
  await recordProviderAudit(tx, {
    actor: tx.actor,
    action: "sla.save-calendar",
    targetId: id,
    ...(last ? { before: { version: last.version, name: last.name, draft: last.draft } } : {}),
    after: { version, name, draft },
  })
  const policies = last ? await renewPolicies(tx, id, effectiveFrom) : 0
  return { id, version, policies }
}
