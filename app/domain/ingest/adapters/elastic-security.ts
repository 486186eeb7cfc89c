import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf, shipped, unwrap } from "../documents.ts"
import { at, firstText, isFields, labelsOf, listOf, pickLabels, text } from "../fields.ts"
import { pickObservables } from "../observables.ts"
import { entriesOf, isEmptyPage } from "../pages.ts"
import { severityWords } from "../severity-words.ts"
import { findTechniques } from "../techniques.ts"
import { readTime } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { type Mapped, mapScore, mapValue, type ScoreMap, type ValueMap } from "../value-map.ts"

/** Risk scores, by the bands of Kibana's rules. */
const risks: ScoreMap<Severity> = {
  version: 1,
  steps: [
    [99, "critical"],
    [73, "high"],
    [47, "medium"],
    [0, "low"],
  ],
  otherwise: "medium",
}

/** Of workflow (whoever works on it) and of the alert itself. */
const states: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    open: "firing",
    active: "firing",
    "in-progress": "firing",
    acknowledged: "firing",
    flapping: "firing",
    closed: "resolved",
    recovered: "resolved",
    untracked: "resolved",
  },
  otherwise: "firing",
}

/**
 * Detection alerts of Elastic Security: documents of the alerts index (8 and 9, with dotted or nested names, and the
 * signals of 7), alerts of the endpoint itself, and the action of a rule that posts `{{context}}`.
 *
 * @see https://www.elastic.co/docs/reference/security/fields-and-object-schemas/alert-schema
 */
export const elasticSecurity: Adapter = {
  key: "elastic-security",
  label: "Elastic Security",
  discipline: "soc",
  normalise(body) {
    const documents = documentsOf(body, "Elastic Security").flatMap(summaryOf).map(opened)
    if (isEmptyPage(documents, "alerts", "hits.hits")) return ignored("a rule that found no alerts")
    const entries = entriesOf(documents, "alerts").map((document) => unwrap(document, "_source"))
    const alerts = entries.map((entry) => (isKnown(entry) ? entry : shipped(entry)))
    const known = alerts.filter(isKnown)
    const real = known.filter((alert) => inAlert(alert, "building_block_type") === null)
    if (known.length > 0 && real.length === 0) return ignored("building blocks, of which rules make alerts")
    if (real.length > 0) return eventsOf(real, eventOf)
    if (alerts.some((document) => at(document, "@timestamp") !== undefined))
      return ignored("documents that are no alerts")
    throw new UnreadableBody("no rule, as every alert of Elastic Security has")
  },
}

/** The summary of a rule's run has its alerts by what is new of them. */
function summaryOf(document: unknown): readonly unknown[] {
  const [fresh, ongoing, recovered] = ["new", "ongoing", "recovered"].map((group) =>
    listOf(at(document, "alerts", group, "data")).flat(),
  )
  if (!Array.isArray(at(document, "alerts", "new", "data"))) return [document]
  const ended = (recovered ?? [])
    .filter(isFields)
    .map((alert) => ({ ...alert, "kibana.alert.status": "recovered" }))
  return [{ alerts: [...(fresh ?? []), ...(ongoing ?? []), ...ended] }]
}

/** What a rule's action posts of an alert; where the rule stands beside it, both. */
function opened(document: unknown): unknown {
  const context = unwrap(document, "context")
  if (Array.isArray(at(context, "alerts")) || ruleOf(context) !== null) return context
  const alert = at(document, "alert")
  return ruleOf(document) !== null && ruleOf(alert) === null ? document : unwrap(document, "alert")
}

/** A name under each of the prefixes it has had. */
const inAlert = (alert: unknown, ...names: readonly string[]) =>
  firstText(alert, ...names.flatMap((name) => [`kibana.alert.${name}`, `signal.${name}`]))
const ruleOf = (alert: unknown) => inAlert(alert, "rule.name") ?? firstText(alert, "rule.name")
const isKnown = (alert: unknown) => ruleOf(alert) !== null || idOf(alert) !== null
const idOf = (alert: unknown) => inAlert(alert, "uuid") ?? firstText(alert, "alert.uuid")

function eventOf(alert: unknown): CanonicalEvent {
  const id = idOf(alert)
  const rule = ruleOf(alert)
  const ruleId = inAlert(alert, "rule.rule_id", "rule.uuid", "rule.id") ?? firstText(alert, "rule.id")
  const reason = inAlert(alert, "reason") ?? firstText(alert, "message")
  const asset = firstText(alert, "host.name", "host.hostname", "agent.name", "cloud.instance.id")
  const severity = severityOf(alert)
  const status = mapValue(states, "workflow_status", stateOf(alert))
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: rule ?? reason?.split("\n")[0] ?? "Elastic Security alert",
    description: [inAlert(alert, "rule.description") ?? firstText(alert, "rule.description"), reason]
      .filter(Boolean)
      .join("\n\n"),
    status,
    severity,
    time: readTime("original_time", timeOf(alert)),
    externalId: id,
    // The alert's uuid, which it keeps while its status changes. Signals of version 7 have their id outside: they go by
    // rule and original event.
    dedupeKey: id ? [id] : [ruleId ?? rule, inAlert(alert, "original_event.id", "parent.id") ?? asset],
    groupKey: [ruleId ?? rule],
    asset,
    rule,
    url: inAlert(alert, "url") ?? firstText(alert, "results_link", "rule.url"),
    observables: pickObservables(alert, observed),
    techniques: techniquesOf(alert),
    labels: { ...pickLabels(alert, shown), ...labelsOf(at(alert, "labels"), "labels.", 1) },
    expects: {
      // Signals of version 7 and alerts of the endpoint have none.
      ...(inAlert(alert, "rule.name") !== null && at(alert, "signal") === undefined
        ? { "kibana.alert.uuid": id }
        : {}),
      "kibana.alert.rule.name": rule,
      "kibana.alert.severity": severity.word,
    },
  })
}

function severityOf(alert: unknown): Mapped<Severity> {
  const word = inAlert(alert, "severity", "rule.severity") ?? firstText(alert, "rule.severity", "severity")
  if (word !== null && Number.isNaN(Number(word))) return mapValue(severityWords, "severity", word)
  const risk =
    inAlert(alert, "risk_score", "rule.risk_score") ?? firstText(alert, "event.risk_score", "event.severity")
  return mapScore(risks, "risk_score", risk ?? word)
}

/** Closing by an analyst counts before what the rule last saw. */
function stateOf(alert: unknown): string | null {
  const words = [
    inAlert(alert, "workflow_status"),
    inAlert(alert, "status"),
    firstText(alert, "status"),
    // Any other group is a word of the rule's.
    firstText(alert, "alert.actionGroup")?.toLowerCase() === "recovered" ? "recovered" : null,
  ]
  const ended = words.find((word) => states.values[word?.toLowerCase() ?? ""] === "resolved")
  return ended ?? words.find((word) => word !== null) ?? null
}

function timeOf(alert: unknown): unknown {
  return (
    inAlert(alert, "original_time") ??
    firstText(alert, "@timestamp") ??
    inAlert(alert, "start") ??
    firstText(alert, "date", "event.created")
  )
}

function techniquesOf(alert: unknown): string[] {
  const threats = [
    at(alert, "kibana", "alert", "rule", "threat"),
    at(alert, "kibana", "alert", "rule", "parameters", "threat"),
    at(alert, "signal", "rule", "threat"),
    at(alert, "rule", "threat"),
    at(alert, "threat"),
  ].flatMap((threat) => (Array.isArray(threat) ? (threat.slice(0, 50) as unknown[]) : [threat]))
  const techniques = threats.flatMap((threat) => {
    const given = at(threat, "technique")
    return isFields(given) ? [given] : listOf(given).slice(0, 50)
  })
  return findTechniques(
    techniques.flatMap((technique) => [
      firstText(technique, "id"),
      ...listOf(at(technique, "id")).slice(0, 50),
      ...listOf(at(technique, "subtechnique"))
        .slice(0, 50)
        .map((sub) => firstText(sub, "id")),
      text(at(technique, "subtechnique", "id")),
    ]),
    listOf(at(alert, "kibana", "alert", "rule", "tags")),
  )
}

const observed = {
  ip: ["source.ip", "destination.ip", "client.ip", "server.ip", "related.ip"],
  domain: ["destination.domain", "dns.question.name", "url.domain", "source.domain"],
  url: ["url.full", "url.original"],
  hash: [
    "file.hash.sha256",
    "file.hash.sha1",
    "file.hash.md5",
    "process.hash.sha256",
    "process.hash.sha1",
    "process.hash.md5",
    "dll.hash.sha256",
  ],
  user: ["user.name", "source.user.name", "winlog.event_data.TargetUserName"],
  mail: ["user.email", "email.from.address"],
  cve: ["vulnerability.id"],
} as const

const shown = {
  riskScore: "kibana.alert.risk_score",
  ruleType: "kibana.alert.rule.type",
  space: "kibana.space_ids",
  action: "event.action",
  category: "event.category",
  dataset: "event.dataset",
  user: "user.name",
  process: "process.name",
  command: "process.command_line",
  parent: "process.parent.name",
  file: "file.path",
  source: "source.ip",
  destination: "destination.ip",
  os: "host.os.name",
}
