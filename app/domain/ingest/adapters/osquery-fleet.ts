import type { CanonicalEvent, Normalised } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { eventsOf } from "../documents.ts"
import { at, firstText, isFields, listOf, pickLabels } from "../fields.ts"
import { mapScore } from "../value-map.ts"
import { readTime } from "../timestamp.ts"
import { findingEvent } from "../vulnerability.ts"

/** A delivery of Fleet's automations. @see https://fleetdm.com/docs/using-fleet/automations */
export function isFleet(document: unknown): boolean {
  return isFields(at(document, "policy")) || isFields(at(document, "vulnerability")) || isUnseen(document)
}

/** What somebody did in Fleet. */
export function isFleetNote(document: unknown): boolean {
  return firstText(document, "actor_email", "actor_full_name") !== null && isFields(at(document, "details"))
}

const isUnseen = (document: unknown) => firstText(document, "data.unseen_hosts") !== null

/** Too many hosts have not checked in. */
function unseenEvent(document: unknown): CanonicalEvent {
  const text = firstText(document, "text")
  return canonicalEvent({
    discipline: "noc",
    category: "availability",
    title: text ?? "Hosts have not checked in with Fleet",
    dedupeKey: ["unseen hosts", firstText(document, "data.team_id") ?? "-"],
    groupKey: ["unseen hosts"],
    labels: pickLabels(at(document, "data"), ["unseen_hosts", "total_hosts", "days_unseen"]),
    expects: { text },
  })
}

/** A policy that hosts fail, or a vulnerability that hosts have: one event a host. */
export function fleetEvents(documents: readonly unknown[]): Normalised {
  const pairs = documents.flatMap((document) => {
    const hosts = [
      ...listOf(at(document, "hosts")),
      ...listOf(at(document, "vulnerability", "hosts_affected")),
    ]
    return (hosts.length > 0 ? hosts : [null]).map((host) => ({ document, host }))
  })
  return eventsOf(pairs, ({ document, host }) => {
    if (isUnseen(document)) return unseenEvent(document)
    return isFields(at(document, "policy")) ? policyEvent(document, host) : vulnerabilityEvent(document, host)
  })
}

function policyEvent(document: unknown, host: unknown): CanonicalEvent {
  const policy = at(document, "policy")
  const name = firstText(policy, "name")
  const asset = hostOf(host)
  const isCritical = firstText(policy, "critical")?.toLowerCase() === "true"
  return canonicalEvent({
    discipline: "soc",
    category: "policy",
    title: [name ?? "Policy", asset].filter(Boolean).join(" fails on "),
    description: [firstText(policy, "description"), firstText(policy, "resolution")]
      .filter(Boolean)
      .join("\n"),
    severity: { value: isCritical ? "high" : "medium", word: null, partial: [] },
    time: readTime("timestamp", at(document, "timestamp")),
    dedupeKey: ["policy", firstText(policy, "id") ?? name, asset],
    groupKey: ["policy", firstText(policy, "id") ?? name],
    asset,
    rule: name,
    url: firstText(host, "url"),
    labels: pickLabels(policy, ["platform", "team_id", "query"]),
    expects: { "policy.name": name, hosts: asset },
  })
}

function vulnerabilityEvent(document: unknown, host: unknown): CanonicalEvent {
  const vulnerability = at(document, "vulnerability")
  const cve = firstText(vulnerability, "cve")
  const asset = hostOf(host)
  const score = firstText(vulnerability, "cvss_score")
  return findingEvent({
    title: [cve ?? "Vulnerability", asset].filter(Boolean).join(" on "),
    description: firstText(vulnerability, "cve_description", "details_link"),
    severity: mapScore(
      {
        version: 1,
        steps: [
          [9, "critical"],
          [7, "high"],
          [4, "medium"],
          [0, "low"],
        ],
        otherwise: "medium",
      },
      "cvss_score",
      score,
    ),
    time: readTime("timestamp", at(document, "timestamp")),
    vulnerability: cve,
    asset,
    where: ["-"],
    cves: [cve],
    url: firstText(vulnerability, "details_link"),
    labels: pickLabels(vulnerability, ["epss_probability", "cisa_known_exploit"]),
    expects: { cve, hosts_affected: asset },
  })
}

const hostOf = (host: unknown) => firstText(host, "hostname", "display_name", "id")
