import { createHash } from "node:crypto"
import type { AlertId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { Matchable } from "../matching/matcher.ts"
import { matches } from "../matching/matches.ts"
import { valuesOf } from "../matching/values-of.ts"
import type { CorrelationRule } from "./rule.ts"

/** What correlation needs to know of an alert. */
export type Correlatable = Matchable & {
  readonly tenantId: TenantId
  readonly id: AlertId
  readonly fingerprint: string
  /** By which the last rule groups. */
  readonly groupKey: string
  readonly firstSeenAt: Instant
  readonly flags: readonly string[]
  readonly suppressedBy: string | null
}

/** A rule that has a say in an alert, and the key by which it groups it. */
export type Claim = { readonly rule: CorrelationRule; readonly key: string }

const information = 5
const medium = 3

/**
 * False for alerts that open and join nothing: suppressed ones, information, and what a source that is still being learnt
 * says below high.
 */
export function isForIncidents({
  suppressedBy,
  severity,
  flags,
}: Pick<Correlatable, "suppressedBy" | "severity" | "flags">): boolean {
  if (suppressedBy !== null || severity >= information) return false
  return severity < medium || !flags.includes("learning")
}

/**
 * The rules that may own an alert, in their order: those that match, up to the first that lets no other have it. The last
 * rule matches everything, so only alerts that are for no incident have no claim.
 */
export function claimsOf(alert: Correlatable, rules: readonly CorrelationRule[]): Claim[] {
  if (!isForIncidents(alert)) return []
  const claims: Claim[] = []
  for (const rule of rules) {
    if (!applies(rule, alert)) continue
    claims.push({ rule, key: keyOf(rule, alert) })
    if (rule.stop === "first-match") break
  }
  return claims
}

function applies(rule: CorrelationRule, alert: Correlatable): boolean {
  if (rule.clients && !rule.clients.includes(alert.tenantId)) return false
  if (rule.discipline && rule.discipline !== alert.discipline) return false
  return matches(rule.matcher, alert)
}

/** Stands for a field the alert does not have: such alerts are a group of their own. */
const missing = "∅"

/** SHA-256 over client, rule and the values it groups by. Client is always inside, whatever the rule says. */
function keyOf(rule: CorrelationRule, alert: Correlatable): string {
  if (rule.id === null) return alert.groupKey
  const values = rule.groupBy.map((name) => {
    const found = [...new Set(valuesOf(alert, name))].sort()
    return [name, ...(found.length > 0 ? found : [missing])]
  })
  const canonical = JSON.stringify([alert.tenantId, rule.id, ...values])
  return `r1:${createHash("sha256").update(canonical).digest("base64url")}`
}
