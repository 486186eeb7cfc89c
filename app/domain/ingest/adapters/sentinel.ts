import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, firstText, isFields, listOf, pickLabels, text } from "../fields.ts"
import { evidenceHost, evidenceObservables } from "../microsoft-evidence.ts"
import { microsoftStates } from "../microsoft-states.ts"
import { entriesOf, isEmptyPage } from "../pages.ts"
import { severityWords } from "../severity-words.ts"
import { findTechniques } from "../techniques.ts"
import { readTime } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue } from "../value-map.ts"

/**
 * Microsoft Sentinel: incidents as the API, its SDKs and the trigger of a playbook send them, alerts of that trigger, and
 * rows of the tables SecurityIncident and SecurityAlert.
 *
 * @see https://learn.microsoft.com/en-us/rest/api/securityinsights/incidents/get
 * @see https://learn.microsoft.com/en-us/azure/sentinel/security-alert-schema
 */
export const sentinel: Adapter = {
  key: "sentinel",
  label: "Microsoft Sentinel",
  discipline: "soc",
  normalise(body) {
    const pages = documentsOf(body, "Microsoft Sentinel")
    if (isEmptyPage(pages, "value", "records")) return ignored("an answer without incidents")
    const entries = entriesOf(pages, "value", "records").map(opened)
    const known = entries.filter(
      ({ fields }) => firstText(fields, ...titles, "severity", "alertSeverity") !== null,
    )
    if (known.length === 0)
      throw new UnreadableBody("no incident or alert of Sentinel: neither title nor severity")
    return eventsOf(known, (entry) =>
      isAlert(entry.fields) ? alertEvent(entry.fields) : incidentEvent(entry),
    )
  },
}

const titles = ["title", "alertDisplayName", "displayName", "alertName"]

type Entry = { readonly resource: unknown; readonly fields: unknown }

/** A playbook's trigger holds the resource in `object`; a resource has its fields in `properties`. */
function opened(entry: unknown): Entry {
  const object = at(entry, "object")
  const resource = isFields(object) ? object : entry
  const properties = at(resource, "properties")
  return { resource, fields: isFields(properties) ? properties : resource }
}

function isAlert(fields: unknown): boolean {
  return firstText(fields, "systemAlertId", "alertSeverity", "alertDisplayName", "alertName") !== null
}

function incidentEvent({ resource, fields }: Entry): CanonicalEvent {
  const number = firstText(fields, "incidentNumber")
  const id = firstText(resource, "name") ?? firstText(fields, "incidentName")
  const title = firstText(fields, "title")
  const severity = firstText(fields, "severity")
  const status = mapValue(microsoftStates, "status", firstText(fields, "status"))
  const details = at(fields, "additionalData")
  const entities = at(fields, "relatedEntities") ?? at(fields, "entities")
  const rule =
    text(listOf(at(fields, "relatedAnalyticRuleIds"))[0])
      ?.split("/")
      .at(-1) ?? null
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: title ?? `Sentinel incident ${number ?? ""}`.trim(),
    description: firstText(fields, "description"),
    status,
    severity: mapValue(severityWords, "severity", severity),
    time: readTime("createdTimeUtc", at(fields, "createdTimeUtc") ?? at(fields, "createdTime")),
    externalId: id ?? number,
    // Every update and the closing of an incident carry its name; the number is the workspace's.
    dedupeKey: ["incident", id ?? number],
    groupKey: [rule ?? title],
    asset: evidenceHost(entities),
    rule,
    url: firstText(fields, "incidentUrl"),
    observables: evidenceObservables(entities),
    techniques: findTechniques(listOf(at(details, "techniques")), text(at(details, "techniques"))),
    labels: {
      ...pickLabels(fields, {
        number: "incidentNumber",
        classification: "classification",
        reason: "classificationReason",
        assigned: "owner.assignedTo",
      }),
      ...wordsOf("products", at(details, "alertProductNames")),
      ...wordsOf("tactics", at(details, "tactics")),
      ...wordsOf(
        "labels",
        listOf(at(fields, "labels")).map((label) => firstText(label, "labelName") ?? label),
      ),
    },
    expects: { name: id, title, severity, status: status.word },
  })
}

function alertEvent(fields: unknown): CanonicalEvent {
  const id = firstText(fields, "systemAlertId", "vendorOriginalId")
  const title = firstText(fields, ...titles)
  const severity = firstText(fields, "alertSeverity", "severity")
  const entities = at(fields, "entities")
  const status = mapValue(microsoftStates, "status", firstText(fields, "status"))
  const rule = firstText(fields, "alertType")
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: title ?? `Sentinel alert ${id ?? ""}`.trim(),
    description: firstText(fields, "description"),
    status,
    severity: mapValue(severityWords, "alertSeverity", severity),
    time: readTime(
      "timeGenerated",
      at(fields, "timeGenerated") ?? at(fields, "timeGeneratedUtc") ?? at(fields, "startTimeUtc"),
    ),
    externalId: id,
    dedupeKey: id ? ["alert", id] : ["alert", null, title],
    groupKey: [rule ?? title],
    asset: firstText(fields, "compromisedEntity") ?? evidenceHost(entities),
    rule: rule ?? title,
    url: firstText(fields, "alertLink", "alertUri"),
    observables: evidenceObservables(entities),
    techniques: findTechniques(text(at(fields, "techniques")), listOf(at(fields, "techniques"))),
    labels: pickLabels(fields, [
      "productName",
      "productComponentName",
      "providerName",
      "tactics",
      "confidenceLevel",
    ]),
    expects: { systemAlertId: id, displayName: title, severity },
  })
}

function wordsOf(label: string, given: unknown): Record<string, string> {
  const words = listOf(given)
    .slice(0, 20)
    .flatMap((word) => text(word) ?? [])
  return words.length > 0 ? { [label]: words.join(", ") } : {}
}
