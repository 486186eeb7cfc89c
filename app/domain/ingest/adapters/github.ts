import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { eventsOf } from "../documents.ts"
import { at, firstText, isFields, listOf, pickLabels, text } from "../fields.ts"
import { findObservables, observable } from "../observables.ts"
import { postedOf } from "../posted.ts"
import { findTechniques } from "../techniques.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { type Mapped, mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"
import { auditedAlert, isGithubAudit } from "./github-audit.ts"
import { graphAlerts } from "./github-graph.ts"
import { alertOf, type GithubKind, kindOf } from "./github-kinds.ts"

/** Severities of advisories and of security queries, and the levels of other queries. */
const severities: ValueMap<Severity> = {
  version: 1,
  values: {
    critical: "critical",
    high: "high",
    medium: "medium",
    moderate: "medium",
    low: "low",
    error: "high",
    warning: "medium",
    note: "low",
    none: "info",
  },
  otherwise: "medium",
}

/** `action` of the webhooks; a list of the API has only the state. */
const actions: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    create: "firing",
    created: "firing",
    reopen: "firing",
    reopened: "firing",
    reopened_by_user: "firing",
    auto_reopened: "firing",
    reintroduced: "firing",
    appeared_in_branch: "firing",
    publicly_leaked: "firing",
    validated: "firing",
    reported: "firing",
    open: "firing",
    published: "info",
    updated: "info",
    performed: "info",
    assigned: "info",
    unassigned: "info",
    assignees_changed: "info",
    updated_assignment: "info",
    resolve: "resolved",
    resolved: "resolved",
    revoked: "resolved",
    fixed: "resolved",
    dismiss: "resolved",
    dismissed: "resolved",
    auto_dismissed: "resolved",
    closed_by_user: "resolved",
    closed: "resolved",
    withdrawn: "resolved",
  },
  otherwise: "firing",
}

/**
 * GitHub's security webhooks: code scanning, Dependabot (and the vulnerability alerts before it), secret scanning,
 * advisories of the database and of a repository; the lists of their APIs, REST and GraphQL; and what the audit log says of such alerts.
 * Everything else a repository tells is no alert.
 *
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
export const github: Adapter = {
  key: "github",
  label: "GitHub",
  discipline: "soc",
  normalise(body) {
    const documents = postedOf(body, "GitHub").flatMap((one) => graphAlerts(one) ?? [one])
    if (documents.length === 0) return ignored("a repository without alerts")
    const alerts = documents.flatMap((document) => {
      const kind = kindOf(document)
      return kind === null ? (auditedAlert(document) ?? []) : [{ document, kind }]
    })
    if (alerts.length > 0) return eventsOf(alerts, eventOf)
    if (documents.some((one) => firstText(one, "zen", "hook_id"))) return ignored("the ping of a new webhook")
    if (documents.some((one) => isFields(at(one, "sender")) || isFields(at(one, "repository"))))
      return ignored("an event of GitHub that is no security alert")
    if (documents.some(isGithubAudit)) return ignored("entries of the audit log, not alerts")
    throw new UnreadableBody("neither an alert nor a repository, as GitHub's webhooks have")
  },
}

function eventOf({ document, kind }: { document: unknown; kind: GithubKind }): CanonicalEvent {
  const alert = alertOf(document, kind)
  const repository =
    firstText(document, "repository.full_name") ??
    firstText(alert, "repository.full_name") ??
    repositoryIn(firstText(alert, "html_url"))
  const id = firstText(alert, "number", "id", "ghsa_id")
  const ghsa = firstText(alert, "ghsa_id", "security_advisory.ghsa_id")
  const cves = cvesOf(alert)
  const rule = firstText(alert, "rule.id", "secret_type") ?? ghsa ?? cves[0] ?? null
  const action = firstText(document, "action") ?? firstText(alert, "state")
  const status = mapValue(actions, "action", action)
  const title = titleOf(alert, kind)
  return canonicalEvent({
    discipline: "soc",
    category: kind === "code_scanning" || kind === "secret_scanning" ? "security" : "vulnerability",
    title: title ?? `GitHub ${kind.replaceAll("_", " ")} alert ${id ?? ""}`.trim(),
    description: firstText(alert, ...descriptions),
    status,
    severity: severityOf(document, alert, kind),
    time: timeOf(alert, status.value, action),
    externalId: kind.endsWith("advisory") ? (ghsa ?? id) : id,
    // A repository numbers its alerts, each kind from 1; the number stays from created to fixed.
    dedupeKey: kind.endsWith("advisory") ? [kind, ghsa, repository ?? "-"] : [kind, repository, id],
    groupKey: [rule],
    asset: repository,
    rule,
    url: firstText(alert, "html_url", "external_reference") ?? firstText(document, "repository.html_url"),
    observables: [...cves.flatMap((cve) => observable("cve", cve)), ...findObservables(title)],
    techniques: findTechniques(title, listOf(at(alert, "rule", "tags"))),
    labels: {
      ...pickLabels(alert, shown),
      ...pickLabels(document, { branch: "ref", actor: "sender.login" }),
    },
    expects: kind.endsWith("advisory")
      ? { ghsa_id: ghsa, action }
      : { "alert.number": id, "repository.full_name": repository, action },
  })
}

/** The list of one repository's alerts does not name it, but links to each: `https://github.com/acme/shop/security/…`. */
function repositoryIn(link: string | null): string | null {
  return /^https?:\/\/[^/]{1,200}\/([\w.-]{1,100}\/[\w.-]{1,100})\/security\//.exec(link ?? "")?.[1] ?? null
}

const descriptions = [
  "security_advisory.description",
  "rule.full_description",
  "most_recent_instance.message.text",
  "description",
]

const shown = {
  state: "state",
  tool: "tool.name",
  package: "dependency.package.name",
  ecosystem: "dependency.package.ecosystem",
  manifest: "dependency.manifest_path",
  affected: "affected_package_name",
  range: "security_vulnerability.vulnerable_version_range",
  fixed_in: "security_vulnerability.first_patched_version.identifier",
  ghsa: "security_advisory.ghsa_id",
  cvss: "security_advisory.cvss.score",
  secret: "secret_type_display_name",
  validity: "validity",
  resolution: "resolution",
  dismissed: "dismissed_reason",
  path: "most_recent_instance.location.path",
  pushed_past_protection: "push_protection_bypassed",
}

function titleOf(alert: unknown, kind: GithubKind): string | null {
  if (kind === "secret_scanning") {
    const secret = firstText(alert, "secret_type_display_name", "secret_type")
    return secret && `Secret found: ${secret}`
  }
  const affected = firstText(alert, "affected_package_name")
  const known = firstText(alert, "external_identifier", "ghsa_id")
  const named = firstText(
    alert,
    "rule.description",
    "rule.name",
    "rule.id",
    "security_advisory.summary",
    "summary",
  )
  return named ?? (affected && [affected, known].filter(Boolean).join(": "))
}

/** A secret has none: in the open, or known to work, it is the worst. */
function severityOf(document: unknown, alert: unknown, kind: GithubKind): Mapped<Severity> {
  if (kind === "secret_scanning") {
    const isLoose =
      firstText(alert, "publicly_leaked") === "true" || firstText(document, "action") === "publicly_leaked"
    const works = firstText(alert, "validity")?.toLowerCase() === "active"
    return { value: isLoose || works ? "critical" : "high", word: null, partial: [] }
  }
  return mapValue(
    severities,
    "severity",
    firstText(
      alert,
      "rule.security_severity_level",
      "security_vulnerability.severity",
      "security_advisory.severity",
      "rule.severity",
      "severity",
    ),
  )
}

function cvesOf(alert: unknown): string[] {
  const advisory = isFields(at(alert, "security_advisory")) ? at(alert, "security_advisory") : alert
  const listed = listOf(at(advisory, "identifiers"))
    .slice(0, 50)
    .map((one) => firstText(one, "value"))
  const given = [firstText(advisory, "cve_id"), firstText(alert, "external_identifier"), ...listed]
  const tags = listOf(at(alert, "rule", "tags"))
    .slice(0, 50)
    .map(text)
  return [
    ...new Set([...given, ...tags].flatMap((one) => (one && /^CVE-/i.test(one) ? [one.toUpperCase()] : []))),
  ]
}

function timeOf(alert: unknown, kind: CanonicalEvent["kind"], action: string | null) {
  const ended = [
    "fixed_at",
    "dismissed_at",
    "auto_dismissed_at",
    "resolved_at",
    "withdrawn_at",
    "closed_at",
    "updated_at",
  ]
  const begun = ["created_at", "published_at", "updated_at"]
  const isNew = /^(?:create|created|published|open)$/i.test(action ?? "created")
  const order = kind === "resolved" ? [...ended, ...begun] : isNew ? begun : ["updated_at", ...begun]
  const name = order.find((one) => at(alert, one))
  // In UTC, also where a lake has dropped the zone.
  return readWrittenTime(name ?? "created_at", name && at(alert, name))
}
