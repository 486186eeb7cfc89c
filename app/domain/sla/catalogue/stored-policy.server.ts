import { invalid } from "#app/kernel/errors.ts"
import type { IdentityTx } from "#db/identity.ts"
import { alwaysKey, calendarDraft, type PolicyDraft, type StoredPolicy } from "../policies/policy-draft.ts"
import { newestOf } from "./newest.ts"
import { selectCalendars } from "./store.server.ts"

/**
 * A draft with the newest version of every calendar it names.
 *
 * @throws DomainError `invalid` for a calendar that is not there
 */
export async function storedPolicyOf(tx: IdentityTx, draft: PolicyDraft): Promise<StoredPolicy> {
  const wanted = new Set(draft.targets.map((target) => target.calendar).filter((key) => key !== alwaysKey))
  const newest = new Map<string, StoredPolicy["calendars"][string]>()
  for (const row of newestOf(await selectCalendars(tx)))
    if (wanted.has(row.id))
      newest.set(row.id, {
        ...{ name: row.name, version: row.version, effectiveFrom: row.effectiveFrom.toString() },
        draft: calendarDraft.parse(row.draft),
      })
  for (const key of wanted)
    if (!newest.has(key))
      throw invalid("One of the calendars is gone. Choose another.", { calendar: "is gone" })
  return { draft, calendars: Object.fromEntries(newest) }
}
