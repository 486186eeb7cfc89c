import type { Severity } from "../../alerts/severity.ts"
import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, fieldsOf, firstText, labelsOf } from "../fields.ts"
import { findObservables } from "../observables.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"

/** Its severities count otherwise than those of a saved search. */
const severities: ValueMap<Severity> = {
  version: 1,
  values: { "1": "info", "2": "info", "3": "low", "4": "medium", "5": "high", "6": "critical" },
  otherwise: "medium",
}

const statuses: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: { "0": "firing", "1": "firing", "2": "firing", "3": "firing", "4": "resolved", "5": "resolved" },
  otherwise: "firing",
}

/** Whether the fields are those of an episode of IT Service Intelligence. */
export function isEpisode(fields: unknown): boolean {
  return firstText(fields, "itsi_group_id") !== null
}

/** @see https://docs.splunk.com/Documentation/ITSI/latest/EA/EpisodeReview */
export function episodeEvent(fields: unknown): CanonicalEvent {
  const id = firstText(fields, "itsi_group_id")
  const title = firstText(fields, "itsi_group_title", "title")
  const policy = firstText(fields, "itsi_policy_id")
  return canonicalEvent({
    discipline: "noc",
    category: "performance",
    title: title ?? `ITSI episode ${id}`,
    description: firstText(fields, "itsi_group_description", "description"),
    status: mapValue(statuses, "itsi_group_status", firstText(fields, "itsi_group_status", "status")),
    severity: mapValue(
      severities,
      "itsi_group_severity",
      firstText(fields, "itsi_group_severity", "severity"),
    ),
    time: readWrittenTime("_time", at(fields, "_time") ?? at(fields, "mod_time")),
    externalId: id,
    // An episode gathers events and keeps its id until it is closed.
    dedupeKey: [id],
    groupKey: [policy ?? title],
    asset: firstText(fields, "entity_title", "entity_name", "service_name", "host"),
    rule: firstText(fields, "search_name"),
    observables: findObservables(firstText(fields, "itsi_group_description")),
    labels: labelsOf({ ...fieldsOf(fields), _raw: null }, "", 1),
  })
}
