import { newId, type AlertId, type SuppressionRuleId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { happened } from "../sla/record/happen.server.ts"
import { matches } from "../matching/matches.ts"
import type { Matcher } from "../matching/matcher.ts"
import { hideAlerts, lockOpenAlerts } from "./matchable.store.server.ts"
import { expiryAfter, type NewSuppression } from "./rule.ts"
import { addHits, insertRule } from "./store.server.ts"

/** Open alerts looked at when a rule is to hide those as well. */
const openAtMost = 5000

/**
 * Makes a rule that holds from now on. What is open stays where it is, unless the person asks to hide that as well: then
 * every open match goes, also what somebody works on, and incidents stay as they are.
 */
export async function createSuppression(
  t: TenantTx<"suppressions.manage">,
  wanted: NewSuppression & { readonly createdFrom?: AlertId },
): Promise<{ readonly id: SuppressionRuleId; readonly hidden: number }> {
  const id = newId<"suppression-rule">()
  const { actor } = t.scope
  const expiresAt = expiryAfter(t.now, wanted.validSeconds)
  const { name, matcher, reason, hideOpen, createdFrom } = wanted
  const hidden = hideOpen ? await hideMatching(t, id, matcher) : []
  await insertRule(t, {
    ...{ id, name: clean(name), matcher, reason: clean(reason), expiresAt, createdAt: t.now },
    ownerId: actor.kind === "user" ? actor.id : null,
    ownerName: actor.name,
    createdFrom: createdFrom ?? null,
  })
  if (hidden.length > 0) await addHits(t, id, hidden.length)
  await recordAudit(t, {
    action: "suppression.create",
    targetId: id,
    reason: clean(reason),
    after: { name: clean(name), matcher, expiresAt: expiresAt.toString(), hidden: hidden.length },
  })
  for (const alert of hidden)
    await recordAudit(t, { action: "alert.hide", targetId: alert, after: { rule: id } })
  await announce(t, "alert", hidden)
  return { id, hidden: hidden.length }
}

async function hideMatching(
  t: TenantTx<"suppressions.manage">,
  rule: SuppressionRuleId,
  matcher: Matcher,
): Promise<AlertId[]> {
  const open = await lockOpenAlerts(t, openAtMost)
  const ids = open.filter((alert) => matches(matcher, alert)).map((alert) => alert.id)
  if (ids.length === 0) return []
  for (const alert of ids) await happened(t, { alert }, [{ kind: "suppressed" }])
  await hideAlerts(t, ids, rule)
  return ids
}

/** Postgres takes neither a NUL nor half a surrogate pair. */
const clean = (text: string) => text.toWellFormed().replaceAll("\0", "\uFFFD")
