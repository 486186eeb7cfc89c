import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, firstText, isFields, listOf, pickLabels } from "../fields.ts"
import { findObservables, pickObservables } from "../observables.ts"
import { severityWords } from "../severity-words.ts"
import { findTechniques } from "../techniques.ts"
import { readTime } from "../timestamp.ts"
import { mapValue } from "../value-map.ts"

/** What Wazuh 5 has in place of alerts: the event in Elastic's common schema, the rule and the agent under `wazuh`. */
export function isFinding(entry: unknown): boolean {
  return isFields(at(entry, "wazuh", "rule"))
}

/** An event of Wazuh 5 that no rule has matched. */
export function isUnmatched(entry: unknown): boolean {
  return isFields(at(entry, "wazuh", "integration")) && !isFinding(entry)
}

/** @see https://github.com/wazuh/wazuh/blob/main/docs/guide/migration/rules-4x-to-5x.md */
export function wazuhFinding(entry: unknown): CanonicalEvent {
  const rule = at(entry, "wazuh", "rule")
  const [ruleId, level] = [firstText(rule, "id", "sigma_id"), firstText(rule, "level")]
  const agent = firstText(entry, "wazuh.agent.name", "wazuh.agent.host.hostname", "host.hostname")
  const about = Object.entries(pickLabels(entry, subjects)).map(([name, value]) => `${name}=${value}`)
  const original = firstText(entry, "event.original", "message")
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: firstText(rule, "title") ?? `Wazuh rule ${ruleId ?? "without id"}`,
    description: original,
    severity: mapValue(severityWords, "wazuh.rule.level", level),
    time: readTime("@timestamp", at(entry, "@timestamp")),
    externalId: firstText(entry, "wazuh.event.id", "event.doc_id"),
    // Its id is new each time, as an alert's was.
    dedupeKey: [ruleId, agent, about.join("|") || null],
    groupKey: [ruleId],
    asset: agent,
    rule: ruleId,
    observables: [...pickObservables(entry, observed), ...findObservables(original)],
    techniques: findTechniques(listOf(at(rule, "mitre", "technique", "id")), listOf(at(rule, "tags"))),
    labels: pickLabels(entry, shown),
    expects: { "wazuh.rule.level": level, "wazuh.rule.id": ruleId, "wazuh.agent.name": agent },
  })
}

const subjects = { source: "source.ip", user: "user.name", file: "file.path" }

const observed = {
  ip: ["source.ip", "destination.ip", "client.ip", "server.ip", "related.ip"],
  domain: ["destination.domain", "dns.question.name", "url.domain"],
  url: ["url.full", "url.original"],
  hash: ["file.hash.sha256", "file.hash.sha1", "file.hash.md5", "process.hash.sha256"],
  user: ["user.name", "source.user.name"],
  mail: ["user.email"],
  cve: ["vulnerability.id"],
} as const

const shown = {
  ...subjects,
  action: "event.action",
  process: "process.name",
  command: "process.command_line",
  integration: "wazuh.integration.name",
  category: "wazuh.integration.category",
  location: "wazuh.protocol.location",
  agentId: "wazuh.agent.id",
  cluster: "wazuh.cluster.name",
  os: "wazuh.agent.host.os.name",
}
