import type { Severity } from "../../alerts/severity.ts"
import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, firstText, listOf, pickLabels, text } from "../fields.ts"
import { readTime } from "../timestamp.ts"
import { mapValue, type ValueMap } from "../value-map.ts"

const severities: ValueMap<Severity> = {
  version: 1,
  values: { critical: "critical", warning: "medium", resolved: "info" },
  otherwise: "medium",
}

const kinds: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: { critical: "firing", warning: "firing", open: "firing", resolved: "resolved", closed: "resolved" },
  otherwise: "firing",
}

/**
 * A metric alert: its action is the level it is at now.
 *
 * @see https://docs.sentry.io/organization/integrations/integration-platform/webhooks/metric-alerts/
 */
export function sentryMetric(document: unknown): CanonicalEvent {
  const data = at(document, "data")
  const alert = at(data, "metric_alert")
  const rule = firstText(alert, "alert_rule.name")
  const id = firstText(alert, "id", "identifier")
  const action = firstText(document, "action")
  const status = mapValue(kinds, "action", action)
  const project =
    text(listOf(at(alert, "projects"))[0]) ?? text(listOf(at(alert, "alert_rule", "projects"))[0])
  const closed = status.value === "resolved" ? firstText(alert, "date_closed") : null
  return canonicalEvent({
    discipline: "noc",
    category: "performance",
    title: firstText(data, "description_title") ?? rule ?? firstText(alert, "title") ?? "Sentry metric alert",
    description: firstText(data, "description_text"),
    status,
    severity: mapValue(severities, "action", action),
    time: readTime("date_started", closed ?? firstText(alert, "date_detected", "date_started")),
    externalId: id,
    // The incident: it goes from warning to critical to resolved under one id.
    dedupeKey: id ? ["metric", id] : ["metric", null, rule],
    groupKey: [rule],
    asset: project,
    rule,
    url: firstText(data, "web_url"),
    labels: pickLabels(alert, {
      aggregate: "alert_rule.aggregate",
      query: "alert_rule.query",
      environment: "alert_rule.environment",
      identifier: "identifier",
    }),
    expects: { action, "metric_alert.id": id },
  })
}
