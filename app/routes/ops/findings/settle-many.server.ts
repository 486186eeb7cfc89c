import { withTenantOf } from "#app/auth/guards.server.ts"
import type { Principal } from "#app/auth/principal.ts"
import { settling } from "#app/domain/findings/new-words.ts"
import { settleFinding } from "#app/domain/findings/settle.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { DomainError, invalid } from "#app/kernel/errors.ts"
import { parseId } from "#app/kernel/ids.ts"

/** Findings settled at once, at most: a page of them and one more. */
const most = 100

/**
 * Settles the findings that were ticked, each by itself: one whose state does not allow it any more is left as it is.
 *
 * @throws DomainError `invalid` when none is ticked or the reason is missing; `not_found` and `forbidden` as for one
 */
export async function settleMany(
  who: Principal,
  form: FormData,
): Promise<{ readonly settled: number; readonly left: number }> {
  const wanted = parseForm(form, settling)
  const ids = [...new Set(form.getAll("finding").map((id) => parseId("finding", String(id))))]
  if (ids.length === 0 || ids.length > most)
    throw invalid(`Tick between 1 and ${most} findings.`, { finding: "Tick the findings below first." })
  let settled = 0
  for (const id of ids)
    try {
      await withTenantOf(who, { kind: "finding", id }, ["alerts.triage"], (t) => settleFinding(t, id, wanted))
      settled += 1
    } catch (error) {
      if (!(error instanceof DomainError && error.code === "conflict")) throw error
    }
  return { settled, left: ids.length - settled }
}
