import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, firstText, isFields } from "../fields.ts"
import { entriesOf, isEmptyPage } from "../pages.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { activityEvent, isActivity, isThreatActivity } from "./sentinelone-activity.ts"
import { isRuleAlert, ruleAlertEvent } from "./sentinelone-rule-alert.ts"
import { isThreat, threatEvent } from "./sentinelone-threat.ts"

/**
 * SentinelOne: threats (API 2.1 and the flat form of 2.0), alerts of STAR custom rules, and the activities that tell of
 * either; one, a page or lines of them. Other activities are an audit log.
 *
 * @see https://usea1-partners.sentinelone.net/api-doc/overview
 */
export const sentinelone: Adapter = {
  key: "sentinelone",
  label: "SentinelOne",
  discipline: "soc",
  normalise(body) {
    const pages = documentsOf(body, "SentinelOne")
    if (isEmptyPage(pages, "data")) return ignored("an answer without threats")
    const entries = entriesOf(pages, "data").filter(isFields)
    const alerts = entries.flatMap((entry) => readerOf(entry) ?? [])
    if (alerts.length > 0) return eventsOf(alerts, (read) => read())
    const types = new Set(entries.filter(isActivity).map((entry) => firstText(entry, "activityType") ?? "?"))
    if (types.size > 0)
      return ignored(`activities without a threat: ${[...types].slice(0, 10).join(", ").slice(0, 200)}`)
    if (entries.some((entry) => firstText(at(entry, "data"), "id") !== null))
      return ignored("an object of another kind")
    throw new UnreadableBody("no threat, alert or activity of SentinelOne")
  },
}

function readerOf(entry: unknown): (() => CanonicalEvent) | null {
  if (isThreat(entry)) return () => threatEvent(entry)
  if (isRuleAlert(entry)) return () => ruleAlertEvent(entry)
  return isActivity(entry) && isThreatActivity(entry) ? () => activityEvent(entry) : null
}
