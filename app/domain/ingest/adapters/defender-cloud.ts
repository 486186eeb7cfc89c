import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, fieldsOf, firstText, isFields, labelsOf, listOf, pickLabels, text } from "../fields.ts"
import { evidenceObservables } from "../microsoft-evidence.ts"
import { microsoftStates } from "../microsoft-states.ts"
import { scanObservables } from "../observables.ts"
import { severityWords } from "../severity-words.ts"
import { findTechniques } from "../techniques.ts"
import { readTime } from "../timestamp.ts"
import { mapValue } from "../value-map.ts"

/** The resource of the API, or its properties alone as the export to Event Hubs has them. */
function propertiesOf(alert: unknown): unknown {
  const properties = at(alert, "properties")
  return isFields(properties) ? properties : alert
}

export function isCloudAlert(alert: unknown): boolean {
  const properties = propertiesOf(alert)
  return firstText(properties, "systemAlertId", "alertDisplayName", "compromisedEntity") !== null
}

export function cloudAlertEvent(alert: unknown): CanonicalEvent {
  const properties = propertiesOf(alert)
  const id = firstText(properties, "systemAlertId") ?? firstText(alert, "name")
  const title = firstText(properties, "alertDisplayName", "displayName")
  const severity = firstText(properties, "severity", "reportedSeverity")
  const status = mapValue(microsoftStates, "status", firstText(properties, "status", "state"))
  const entity = firstText(properties, "compromisedEntity")
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: title ?? `Defender for Cloud alert ${id ?? ""}`.trim(),
    description: firstText(properties, "description"),
    status,
    severity: mapValue(severityWords, "severity", severity),
    time: readTime("timeGeneratedUtc", timeOf(properties)),
    externalId: id,
    // The system's id of the alert, which its resolution keeps.
    dedupeKey: id ? [id] : [null, title, entity],
    groupKey: [firstText(properties, "alertType", "alertName") ?? title],
    asset: entity ?? resourceOf(properties),
    rule: firstText(properties, "alertType", "alertName"),
    url: firstText(properties, "alertUri"),
    observables: [
      ...evidenceObservables(at(properties, "entities")),
      ...scanObservables(at(properties, "extendedProperties")).filter(({ type }) => type !== "url"),
    ],
    techniques: findTechniques(listOf(at(properties, "techniques")), listOf(at(properties, "subTechniques"))),
    labels: {
      ...pickLabels(properties, [
        "productName",
        "intent",
        "vendorName",
        "isIncident",
        "processingEndTimeUtc",
      ]),
      ...labelsOf(fieldsOf(at(properties, "extendedProperties")), "extended.", 1),
    },
    expects: { systemAlertId: id, alertDisplayName: title, severity, status: status.word },
  })
}

function timeOf(properties: unknown): unknown {
  const names = ["timeGeneratedUtc", "timeGenerated", "startTimeUtc", "detectedTimeUtc"]
  return names.map((name) => at(properties, name)).find((value) => text(value) !== null)
}

function resourceOf(properties: unknown): string | null {
  const id = firstText(listOf(at(properties, "resourceIdentifiers"))[0], "azureResourceId")
  return id?.split("/").at(-1) ?? null
}
