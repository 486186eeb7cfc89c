import { incidentTitle } from "../incidents/correlation.ts"
import { valuesOf } from "../matching/values-of.ts"
import { byFirstSeen } from "./place.ts"
import type { Correlatable } from "./claims.ts"
import type { CorrelationRule } from "./rule.ts"

/** Values a title shows of a field before it counts the rest. */
const shown = 2
const longest = 500

/** The fields a template names: "{rule} on {asset}" names two. */
export function fieldsOf(template: string): string[] {
  return [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name.trim())
}

/**
 * An incident's title out of its alerts, in the order they came, whatever the order they are given in: every value once,
 * the first two by name. "Disk full on host1, host2 +7".
 */
export function titleOf(rule: CorrelationRule, alerts: readonly Correlatable[]): string {
  const inOrder = [...alerts].sort(byFirstSeen)
  const title = rule.id === null ? plainTitle(inOrder) : fill(rule.titleTemplate, inOrder)
  return title.slice(0, longest).toWellFormed()
}

/** One alert lends the incident its title; several with titles of their own share what fired. */
function plainTitle(alerts: readonly Correlatable[]): string {
  const [first] = alerts
  const titles = new Set(alerts.map((alert) => alert.title))
  const shared = titles.size > 1 ? first?.rule : null
  return incidentTitle(
    shared ?? first?.title ?? "Incident",
    alerts.flatMap((alert) => alert.asset ?? []),
  )
}

function fill(template: string, alerts: readonly Correlatable[]): string {
  return template.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const values = [...new Set(alerts.flatMap((alert) => valuesOf(alert, name.trim())))]
    if (values.length === 0) return `unknown ${name.trim()}`
    const more = values.length > shown ? ` +${values.length - shown}` : ""
    return `${values.slice(0, shown).join(", ")}${more}`
  })
}
