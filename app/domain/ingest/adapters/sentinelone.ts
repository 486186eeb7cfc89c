import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { documentsOf, eventsOf, unwrap } from "../documents.ts"
import { at, firstText, isFields } from "../fields.ts"
import { entriesOf, isEmptyPage } from "../pages.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { activityEvent, isActivity, isThreatActivity } from "./sentinelone-activity.ts"
import { isRuleAlert, ruleAlertEvent } from "./sentinelone-rule-alert.ts"
import { isThreat, threatEvent } from "./sentinelone-threat.ts"
import { isUnifiedAlert, unifiedAlertEvent } from "./sentinelone-unified.ts"

/**
 * SentinelOne: threats (API 2.1 and the flat form of 2.0), alerts of STAR custom rules and of Unified Alert Management, and
 * the activities that tell of either; one, a page or lines of them. Other activities are an audit log; what Cloud Funnel
 * streams from the agents is telemetry.
 *
 * @see https://usea1-partners.sentinelone.net/api-doc/overview
 */
export const sentinelone: Adapter = {
  key: "sentinelone",
  label: "SentinelOne",
  discipline: "soc",
  normalise(body) {
    const pages = documentsOf(body, "SentinelOne")
    if (isEmptyPage(pages, ...lists)) return ignored("an answer without threats")
    const entries = entriesOf(pages, ...lists)
      .map((entry) => unwrap(entry, "node"))
      .filter(isFields)
    const alerts = entries.flatMap((entry) => readerOf(entry) ?? [])
    if (alerts.length > 0) return eventsOf(alerts, (read) => read())
    const types = new Set(entries.filter(isActivity).map((entry) => firstText(entry, "activityType") ?? "?"))
    if (types.size > 0)
      return ignored(`activities without a threat: ${[...types].slice(0, 10).join(", ").slice(0, 200)}`)
    if (entries.some((entry) => firstText(at(entry, "data"), "id") !== null))
      return ignored("an object of another kind")
    if (entries.some(isTelemetry)) return ignored("telemetry of agents, not alerts")
    throw new UnreadableBody("no threat, alert or activity of SentinelOne")
  },
}

/** Answers of the API, and of its GraphQL queries. */
const lists = ["data", "data.alerts.edges", "data.alerts.items", "alerts.edges"]

function isTelemetry(entry: unknown): boolean {
  return firstText(entry, "event.category", "event.type", "dataSource.category") !== null
}

function readerOf(entry: unknown): (() => CanonicalEvent) | null {
  if (isThreat(entry)) return () => threatEvent(entry)
  if (isRuleAlert(entry)) return () => ruleAlertEvent(entry)
  if (isUnifiedAlert(entry)) return () => unifiedAlertEvent(entry)
  return isActivity(entry) && isThreatActivity(entry) ? () => activityEvent(entry) : null
}
