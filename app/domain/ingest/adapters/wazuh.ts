import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, type Category, ignored } from "../adapter.ts"
import type { Body } from "../body.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf, unwrap } from "../documents.ts"
import { at, firstText, isFields, labelsOf, listOf, pickLabels, text } from "../fields.ts"
import { findObservables, pickObservables, scanObservables } from "../observables.ts"
import { entriesOf } from "../pages.ts"
import { findTechniques } from "../techniques.ts"
import { readTime } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapScore, mapValue, type ScoreMap } from "../value-map.ts"
import { isFinding, isUnmatched, wazuhFinding } from "./wazuh-finding.ts"
import { ofSlack, readForwarded } from "./wazuh-forwarded.ts"
import { observed, shown, subjects } from "./wazuh-fields.ts"
import { readWazuhText } from "./wazuh-text.ts"
import { inventoryEvent, isInventory, vulnerabilityStates } from "./wazuh-vulnerability.ts"

/** Rule levels. @see https://documentation.wazuh.com/current/user-manual/ruleset/rules/rules-classification.html */
const severities: ScoreMap<Severity> = {
  version: 1,
  steps: [
    [15, "critical"],
    [12, "high"],
    [7, "medium"],
    [0, "low"],
  ],
  otherwise: "medium",
}

/**
 * Wazuh alerts: lines of alerts.json, the integrator's JSON, hits of its indexer, the text form of alerts.log, and what it
 * forwards by syslog or to Slack. Also its inventory of vulnerabilities, and the findings of version 5.
 *
 * @see https://documentation.wazuh.com/current/user-manual/manager/alert-management.html
 */
export const wazuh: Adapter = {
  key: "wazuh",
  label: "Wazuh",
  discipline: "soc",
  normalise(body) {
    const documents = read(body)
    const alerts = documents.filter((alert) => isFields(at(alert, "rule")))
    if (alerts.length > 0) return eventsOf(alerts, eventOf)
    const findings = documents.filter(isFinding)
    if (findings.length > 0) return eventsOf(findings, wazuhFinding)
    const inventory = documents.filter(isInventory)
    if (inventory.length > 0) return eventsOf(inventory, inventoryEvent)
    if (documents.length === 0 && body.kind === "json") return ignored("an answer without entries")
    if (documents.some((event) => at(event, "decoder") !== undefined && at(event, "full_log") !== undefined))
      return ignored("archived events: no rule fired")
    if (documents.some(isUnmatched)) return ignored("events that no rule has matched")
    throw new UnreadableBody("no rule, as every Wazuh alert has")
  },
}

function read(body: Body): readonly unknown[] {
  if (body.kind === "text") {
    const alerts = readWazuhText(body.text)
    return alerts.length > 0 ? alerts : readForwarded(body.text)
  }
  // The integrators for chat tools send a summary with the alert itself in all_fields.
  return entriesOf(documentsOf(body, "Wazuh"), "data.affected_items").map((value) =>
    isFields(at(value, "rule")) ? value : ofSlack(unwrap(value, "all_fields", "alert")),
  )
}

function eventOf(alert: unknown): CanonicalEvent {
  const [rule, data] = [at(alert, "rule"), at(alert, "data")]
  const ruleId = firstText(rule, "id")
  const level = firstText(rule, "level")
  const agent = firstText(alert, "agent.name")
  const status = mapValue(vulnerabilityStates, "data.vulnerability.status", vulnerabilityStatus(data))
  return canonicalEvent({
    discipline: "soc",
    category: categoryOf(listOf(at(rule, "groups"))),
    title: firstText(rule, "description") ?? `Wazuh rule ${ruleId ?? "without id"}`,
    description: firstText(alert, "full_log", "data.win.system.message", "data.vulnerability.rationale"),
    status,
    severity: mapScore(severities, "rule.level", level),
    time: readTime("timestamp", at(alert, "timestamp") ?? at(alert, "@timestamp")),
    externalId: firstText(alert, "id"),
    dedupeKey: identityOf(alert, ruleId, agent),
    groupKey: [ruleId],
    asset: agent ?? firstText(alert, "predecoder.hostname", "manager.name"),
    rule: ruleId,
    url: firstText(data, "virustotal.permalink", "vulnerability.reference"),
    observables: observablesOf(alert),
    techniques: findTechniques(listOf(at(rule, "mitre", "id")), text(at(rule, "mitre", "id"))),
    labels: {
      ...labelsOf(rule, "rule.", 1),
      ...labelsOf(at(alert, "agent"), "agent."),
      ...pickLabels(alert, shown),
      ...labelsOf(data, "data.", 3),
    },
    expects: { "rule.level": level, "rule.id": ruleId, "agent.name": agent },
  })
}

function vulnerabilityStatus(data: unknown): string | null {
  return isFields(at(data, "vulnerability")) ? firstText(data, "vulnerability.status") : null
}

/**
 * The id of an alert is new each time it fires: what repeats is the rule, the agent and what it is about. A vulnerability
 * is found and solved by different rules, so it goes by its own name.
 */
function identityOf(alert: unknown, rule: string | null, agent: string | null): (string | null)[] {
  const cve = firstText(alert, "data.vulnerability.cve")
  if (cve) return ["vulnerability", agent, cve, firstText(alert, "data.vulnerability.package.name")]
  const about = Object.entries(pickLabels(alert, subjects)).map(([path, value]) => `${path}=${value}`)
  return [rule, agent, about.join("|") || null]
}

function categoryOf(groups: readonly unknown[]): Category {
  const names = groups.map((group) => text(group) ?? "")
  if (names.some((name) => name.includes("vulnerability"))) return "vulnerability"
  return names.some((name) => name === "sca" || name.includes("policy")) ? "policy" : "security"
}

/** The links in the data of an alert lead to advisories and reports, not to what was attacked. */
function observablesOf(alert: unknown) {
  return [
    ...pickObservables(alert, observed),
    ...[at(alert, "data"), at(alert, "syscheck")]
      .flatMap(scanObservables)
      .filter(({ type }) => type !== "url" && type !== "domain"),
    ...findObservables(isFields(at(alert, "data", "vulnerability")) ? null : firstText(alert, "full_log")),
  ]
}
