import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, type Category, events } from "../adapter.ts"
import type { Body } from "../body.ts"
import { at, fieldsOf, firstText, isFields, labelsOf, listOf, text } from "../fields.ts"
import { findObservables, observable } from "../observables.ts"
import { findTechniques } from "../techniques.ts"
import { readTimestamp } from "../timestamp.ts"
import { readWazuhText } from "./wazuh-text.ts"
import { UnreadableBody } from "../unreadable-body.ts"

/** Rule levels. @see https://documentation.wazuh.com/current/user-manual/ruleset/rules/rules-classification.html */
function severityOf(level: number | null): Severity {
  if (level === null) return "medium"
  if (level >= 15) return "critical"
  if (level >= 12) return "high"
  return level >= 7 ? "medium" : "low"
}

/**
 * Wazuh alerts: lines of alerts.json, the integrator's JSON, hits of its indexer, and the text form of alerts.log.
 *
 * @see https://documentation.wazuh.com/current/user-manual/manager/alert-management.html
 */
export const wazuh: Adapter = {
  key: "wazuh",
  label: "Wazuh",
  discipline: "soc",
  normalise(body) {
    const alerts = documentsOf(body).filter((alert) => isFields(at(alert, "rule")))
    if (alerts.length === 0) throw new UnreadableBody("no rule, as every Wazuh alert has")
    return events(alerts.map(eventOf))
  },
}

function documentsOf(body: Body): readonly unknown[] {
  if (body.kind === "form") return []
  if (body.kind === "text") return readWazuhText(body.text)
  const values = body.values.flatMap((value) => (Array.isArray(value) ? value : [value]))
  // A search result holds hits; the integrator of some set-ups wraps the alert once more.
  return values
    .flatMap((value) =>
      Array.isArray(at(value, "hits", "hits")) ? listOf(at(value, "hits", "hits")) : [value],
    )
    .map((value) => {
      for (const wrapper of ["_source", "all_fields", "alert"])
        if (isFields(at(value, wrapper)) && !isFields(at(value, "rule"))) return at(value, wrapper)
      return value
    })
}

function eventOf(alert: unknown): CanonicalEvent {
  const rule = at(alert, "rule")
  const ruleId = text(at(rule, "id"))
  const level = numberOf(at(rule, "level"))
  const groups = listOf(at(rule, "groups")).map((group) => text(group) ?? "")
  const agent = firstText(alert, "agent.name")
  const description = text(at(rule, "description"))
  return {
    kind: "firing",
    title: description ?? `Wazuh rule ${ruleId ?? "without id"}`,
    description: firstText(alert, "full_log", "data.win.system.message"),
    severity: severityOf(level),
    sourceSeverity: level === null ? null : `level ${level}`,
    sourceStatus: null,
    externalId: text(at(alert, "id")),
    // The id of an alert is new each time it fires: what repeats is the rule, the agent and what it is about.
    dedupeKey: [ruleId, agent, subjectOf(alert)],
    groupKey: [ruleId],
    occurredAt: readTimestamp(at(alert, "timestamp") ?? at(alert, "@timestamp")),
    asset: agent ?? firstText(alert, "manager.name"),
    category: categoryOf(groups),
    discipline: "soc",
    observables: observablesOf(alert),
    techniques: findTechniques(listOf(at(rule, "mitre", "id")), [text(at(rule, "mitre", "id"))]),
    rule: ruleId,
    url: firstText(alert, "data.virustotal.permalink"),
    labels: {
      ...labelsOf(rule, "rule.", 1),
      ...labelsOf(at(alert, "agent"), "agent."),
      ...labelsOf(at(alert, "data"), "data.", 3),
      ...named(alert),
    },
    partial: [
      ...(level === null ? ["rule.level"] : []),
      ...(ruleId ? [] : ["rule.id"]),
      ...(agent ? [] : ["agent.name"]),
    ],
  }
}

function numberOf(value: unknown): number | null {
  const given = text(value)
  const number = given === null ? Number.NaN : Number(given)
  return Number.isFinite(number) ? number : null
}

/** What the rule fired about: the file, package, account or address that tells two firings of a rule apart. */
function subjectOf(alert: unknown): string {
  const parts = [
    "syscheck.path",
    "data.vulnerability.cve",
    "data.vulnerability.package.name",
    "data.virustotal.source.file",
    "data.file",
    "data.srcip",
    "data.srcuser",
    "data.dstuser",
    "data.office365.UserId",
    "data.win.eventdata.targetUserName",
    "data.win.system.eventID",
    "location",
  ]
  return parts.flatMap((path) => firstText(alert, path) ?? []).join("|")
}

function categoryOf(groups: readonly string[]): Category {
  if (groups.some((g) => g.includes("vulnerability"))) return "vulnerability"
  return groups.some((g) => g === "sca" || g.includes("policy")) ? "policy" : "security"
}

function observablesOf(alert: unknown) {
  const data = at(alert, "data")
  const files = [at(alert, "syscheck"), at(data, "virustotal"), at(data, "virustotal", "source")]
  return [
    ...[
      "srcip",
      "dstip",
      "src_ip",
      "dest_ip",
      "office365.ActorIpAddress",
      "office365.ClientIP",
      "win.eventdata.ipAddress",
      "aws.sourceIPAddress",
      "aws.source_ip_address",
    ].flatMap((name) => observable("ip", firstText(data, name))),
    ...files.flatMap((file) =>
      ["md5_after", "sha1_after", "sha256_after", "md5", "sha1", "sha256"].flatMap((name) =>
        observable("hash", firstText(file, name)),
      ),
    ),
    ...[
      "srcuser",
      "dstuser",
      "office365.UserId",
      "win.eventdata.targetUserName",
      "win.eventdata.subjectUserName",
    ].flatMap((name) => observable("user", firstText(data, name))),
    ...observable("cve", firstText(data, "vulnerability.cve")),
    ...observable("url", firstText(data, "url")),
    ...findObservables(firstText(alert, "full_log") ?? ""),
  ]
}

function named(alert: unknown): Record<string, string> {
  const names = {
    location: "location",
    decoder: "decoder.name",
    manager: "manager.name",
    file: "syscheck.path",
  }
  return Object.fromEntries(
    Object.entries(names).flatMap(([label, path]) => {
      const value = firstText(fieldsOf(alert), path)
      return value ? [[label, value]] : []
    }),
  )
}
