import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { eventsOf } from "../documents.ts"
import { at, firstText, labelsOf, listOf, pickLabels, text } from "../fields.ts"
import { findObservables } from "../observables.ts"
import { entriesOf } from "../pages.ts"
import { filledIn, postedOf } from "../posted.ts"
import { findTechniques } from "../techniques.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"

/** The priority of an issue, the severity of an incident. */
const severities: ValueMap<Severity> = {
  version: 1,
  values: {
    critical: "critical",
    high: "high",
    medium: "medium",
    warning: "medium",
    low: "low",
    info: "info",
  },
  otherwise: "medium",
}

/** States of issues, incidents and violations, and the types of events of the old channels. */
const states: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    created: "firing",
    activated: "firing",
    active: "firing",
    open: "firing",
    opened: "firing",
    triggered: "firing",
    acknowledged: "info",
    ack: "info",
    deactivated: "resolved",
    closed: "resolved",
    resolved: "resolved",
    close: "resolved",
    incident: "firing",
    incident_open: "firing",
    incident_opened: "firing",
    incident_acknowledged: "info",
    incident_resolved: "resolved",
    incident_closed: "resolved",
  },
  otherwise: "firing",
}

/**
 * New Relic: the webhooks of workflows (issues, from their default template or one of the client's), the notification
 * channels before them (incidents of versions 1 and 2), and the lists of the NerdGraph API.
 *
 * @see https://docs.newrelic.com/docs/alerts/get-notified/notification-integrations/#webhook
 */
export const newrelic: Adapter = {
  key: "newrelic",
  label: "New Relic",
  discipline: "noc",
  normalise(body) {
    const posted = entriesOf(postedOf(body, "New Relic"), "data.actor.account.aiIssues.issues.issues")
    const documents = posted.map((one) => filledIn(at(one, "alert") ?? one))
    const known = documents.filter((one) =>
      firstText(one, ...names.id, ...names.condition, ...names.title, "event_type"),
    )
    if (known.length === 0) throw new UnreadableBody("neither an issue nor an incident, as New Relic sends")
    const problems = known.filter((one) => firstText(one, "event_type")?.toUpperCase() !== "INCIDENT_NOTE")
    if (problems.length === 0) return ignored("a note on an incident")
    return eventsOf(problems, eventOf)
  },
}

const names = {
  id: ["issueId", "issue_id", "incident_id", "incidentId", "id"],
  title: ["title", "issueTitle", "issue_title", "details", "annotations.title"],
  condition: ["condition_name", "alertConditionNames", "conditionName", "accumulations.conditionName"],
  policy: ["policy_name", "alertPolicyNames", "policyName", "accumulations.policyName"],
  state: ["state", "current_state", "currentState", "status", "event_type"],
  severity: ["priority", "severity"],
  url: ["issueUrl", "issuePageUrl", "issue_url", "incident_url", "violationChartUrl", "violation_chart_url"],
} as const

function eventOf(given: unknown): CanonicalEvent {
  const id = firstText(given, ...names.id)
  const title = oneOf(given, names.title)
  const [condition, policy] = [oneOf(given, names.condition), oneOf(given, names.policy)]
  const status = mapValue(states, "state", stateOf(given))
  const details = oneOf(given, ["details", "annotations.description", "description"])
  return canonicalEvent({
    discipline: "noc",
    category: "performance",
    title: titleOf(condition, title) ?? policy ?? ["New Relic issue", id].filter(Boolean).join(" "),
    description: details ?? title,
    status,
    severity: mapValue(severities, "priority", oneOf(given, names.severity)),
    time: timeOf(given, status.value),
    externalId: id,
    // An issue, like an incident before it, keeps its id from created to closed.
    dedupeKey: id ? [id] : [null, condition, title],
    groupKey: [condition ?? policy ?? title],
    asset: assetOf(given),
    rule: condition ?? policy,
    url: firstText(given, ...names.url),
    observables: [...findObservables(title), ...findObservables(details), ...findObservables(assetOf(given))],
    techniques: findTechniques(title, details),
    labels: {
      ...pickLabels(given, shown),
      ...(policy === null ? {} : { policy }),
      ...labelsOf(tagsOf(given), "tag."),
    },
    expects: { id, state: status.word },
  })
}

/** An issue that somebody takes in hand stays activated: what sent the notice says so. */
function stateOf(given: unknown): string | null {
  const state = firstText(given, ...names.state)
  const isAck = /^ISSUE_ACKNOWLEDGED?$/i.test(firstText(given, "trigger", "triggerEvent") ?? "")
  return isAck && /^(?:created|activated)$/i.test(state ?? "") ? "acknowledged" : state
}

const shown = ["account_name", "accountName", "workflowName", "trigger", "owner", "runbook_url", "nrqlQuery"]

function tagsOf(given: unknown): unknown {
  const target = listOf(at(given, "targets"))[0]
  return at(given, "accumulations", "tag") ?? at(given, "labels") ?? at(target, "labels")
}

/** The condition's name says what is watched, the title or details what happened. */
function titleOf(condition: string | null, title: string | null): string | null {
  if (condition && title && !title.includes(condition)) return `${title} (${condition})`
  return title ?? condition
}

/** A text, or the first of a list of texts. */
function oneOf(given: unknown, paths: readonly string[]): string | null {
  for (const path of paths) {
    const value = at(given, ...path.split("."))
    const found = text(Array.isArray(value) ? listOf(value)[0] : value)
    if (found !== null) return found
  }
  return null
}

function assetOf(given: unknown): string | null {
  const target = listOf(at(given, "targets"))[0]
  const entity = listOf(at(given, "entitiesData", "entities"))[0]
  return (
    oneOf(given, [
      "impactedEntities",
      "entitiesData.names",
      "entityNames",
      "entity.name",
      "targetName",
      "impacted_entities",
    ]) ??
    firstText(entity, "name") ??
    firstText(target, "name")
  )
}

function timeOf(given: unknown, kind: CanonicalEvent["kind"]) {
  const order =
    kind === "resolved"
      ? ["closedAt", "closed_at", "updatedAt", "timestamp_utc_string", "timestamp", "createdAt"]
      : ["activatedAt", "createdAt", "created_at", "openedAt", "timestamp", "updatedAt"]
  const name = order.find((one) => at(given, one))
  return readWrittenTime(name ?? "createdAt", name && at(given, name))
}
