import { type Claim, claimsOf } from "#app/domain/correlation/claims.ts"
import type { CorrelationRule } from "#app/domain/correlation/rule.ts"
import type { AlertDraft } from "./alert-draft.ts"
import type { Turn } from "./turn.ts"

/** A turn with the alert it is of, and the rules that have a say in it. */
export type Take = {
  readonly alert: AlertDraft
  readonly asItWas: AlertDraft
  readonly turn: Turn
  readonly claims: readonly Claim[]
}

/**
 * Every turn of a batch in the order events arrived, so that it makes no difference where a batch ends. Whether a problem
 * has cleared since makes none either. Replayed alerts stay by themselves. An alert that a stage let go without an event of its own is looked at as it is.
 */
export function takesOf(alerts: readonly AlertDraft[], rules: readonly CorrelationRule[]): Take[] {
  return alerts
    .filter((alert) => !alert.isReplay)
    .flatMap((alert) => turnsOf(alert).map((turn) => takeOf(alert, turn, rules)))
    .sort((a, b) => (a.turn.order < b.turn.order ? -1 : a.turn.order > b.turn.order ? 1 : 0))
}

function turnsOf(alert: AlertDraft): readonly Turn[] {
  const { turns, first, reopened, raised, released, severity, labels } = alert
  if (turns.length > 0 || !(first || reopened || raised || released)) return turns
  const at = released ? alert.firstSeenAt : alert.lastSeenAt
  return [{ at, order: "", severity, labels, returned: reopened }]
}

function takeOf(alert: AlertDraft, turn: Turn, rules: readonly CorrelationRule[]): Take {
  const { severity, labels } = turn
  const asItWas =
    severity === alert.severity && labels === alert.labels ? alert : { ...alert, severity, labels }
  return { alert, asItWas, turn, claims: claimsOf(asItWas, rules) }
}
