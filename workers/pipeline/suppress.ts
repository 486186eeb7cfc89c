import { shownByHand } from "#app/domain/alerts/shown-by-hand.ts"
import { isInScope } from "#app/domain/maintenance/scope.ts"
import { runAt } from "#app/domain/maintenance/window.ts"
import { matches } from "#app/domain/matching/matches.ts"
import { isLive } from "#app/domain/suppressions/rule.ts"
import type { SuppressionRuleId, TenantId } from "#app/kernel/ids.ts"
import { type Instant, isBefore } from "#app/kernel/time.ts"
import type { AlertDraft } from "./alert-draft.ts"
import type { SettingsByClient, Suppressors } from "./client-settings.ts"

/** What keeps an alert out of the queue. */
export type Suppressor = { readonly by: "rule" | "maintenance"; readonly id: string }

/** What the batch adds to a rule's count. */
export type RuleHit = {
  readonly tenantId: TenantId
  readonly id: SuppressionRuleId
  readonly hits: number
  readonly lastHitAt: Instant
}

/**
 * Keeps alerts out of the queue that open, come back or get worse while a rule or a window means them: by the moment they
 * did so, not by when the batch runs. Gives the alerts that are left to correlate.
 */
export function suppressTurned(alerts: readonly AlertDraft[], of: SettingsByClient): AlertDraft[] {
  for (const alert of alerts) {
    if (alert.reopened) show(alert)
    const at = alert.turnedAt ?? alert.firedAt
    if (at) hideIfMeant(alert, at, of)
  }
  return alerts.filter((alert) => alert.suppressedBy === null)
}

/**
 * The same for alerts that fired again and are in no incident, once it is known which those are: an event after the one
 * that could have put it into an incident is judged as if it had come in a batch of its own.
 */
export function suppressRepeated(alerts: readonly AlertDraft[], of: SettingsByClient): void {
  for (const alert of alerts)
    if (alert.firedAt && alert.incidentId === null) hideIfMeant(alert, alert.firedAt, of)
}

/** What means this alert at this moment. Rules come first: their count says whether they are still needed. */
export function suppressorOf(alert: AlertDraft, at: Instant, of: Suppressors | undefined): Suppressor | null {
  const rule = of?.rules.find((r) => r.matcher && isLive(r, at) && matches(r.matcher, alert))
  if (rule) return { by: "rule", id: rule.id }
  const window = of?.windows.find((w) => w.scope && runAt(w, at) && isInScope(w.scope, alert))
  return window ? { by: "maintenance", id: window.id } : null
}

/** Takes it out of the queue, and out of what waits for an incident. */
export function hide(alert: AlertDraft, { by, id }: Suppressor, at: Instant): void {
  alert.suppressedBy = by
  alert.suppressedById = id
  alert.suppressedAt = at
  alert.dueAt = null
  alert.correlationRuleId = null
  alert.correlationKey = null
}

export function show(alert: AlertDraft): void {
  alert.suppressedBy = null
  alert.suppressedById = null
  alert.suppressedAt = null
}

/** The hits of each rule in this batch, in lock order: alerts it newly hides, and its latest firing. */
export function hitsOf(alerts: readonly AlertDraft[]): RuleHit[] {
  const hits = new Map<string, RuleHit>()
  for (const alert of alerts) {
    const { suppressedById: id, suppressedAt, firedAt, tenantId } = alert
    if (alert.suppressedBy !== "rule" || !id || !firedAt || !suppressedAt) continue
    const isNew = alert.newlyHidden ? 1 : 0
    const before = hits.get(`${tenantId} ${id}`)
    hits.set(`${tenantId} ${id}`, {
      tenantId,
      id: id as SuppressionRuleId,
      hits: (before?.hits ?? 0) + isNew,
      lastHitAt: before && isBefore(firedAt, before.lastHitAt) ? before.lastHitAt : firedAt,
    })
  }
  return [...hits.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, hit]) => hit)
}

function hideIfMeant(alert: AlertDraft, at: Instant, of: SettingsByClient): void {
  if (!mayBeHidden(alert)) return
  const suppressor = suppressorOf(alert, at, of.get(alert.tenantId)?.suppressors)
  if (!suppressor) return
  hide(alert, suppressor, at)
  alert.newlyHidden = true
}

/**
 * What a person works on, what is in an incident, and what a person put back into the queue stays there. An alert that
 * came back is judged anew.
 */
function mayBeHidden(alert: AlertDraft): boolean {
  if (alert.suppressedBy !== null) return false
  if (alert.first || alert.reopened) return true
  return alert.state === "new" && alert.incidentId === null && !alert.flags.includes(shownByHand)
}
