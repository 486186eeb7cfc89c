import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, firstText, listOf } from "../fields.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { readTime } from "../timestamp.ts"

export type CrowdstrikeEvent = {
  readonly type: string | null
  readonly metadata: unknown
  readonly event: unknown
}

/** States of alerts, detections and incidents, the numbers being those of incidents. */
export const crowdstrikeStates: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    new: "firing",
    open: "firing",
    in_progress: "firing",
    reopened: "firing",
    "20": "firing",
    "25": "firing",
    "30": "firing",
    closed: "resolved",
    resolved: "resolved",
    true_positive: "resolved",
    false_positive: "resolved",
    ignored: "resolved",
    auto_resolved: "resolved",
    dismissed: "resolved",
    "40": "resolved",
  },
  otherwise: "firing",
}

/** The audit of an analyst who moves a detection on: the one audit event that tells of an alert. Null for any other. */
export function statusEvent({ metadata, event }: CrowdstrikeEvent): CanonicalEvent | null {
  if (!/^(?:detection|alert|incident)_?update$/i.test(firstText(event, "OperationName") ?? "")) return null
  const values = new Map(
    listOf(at(event, "AuditKeyValues")).map((pair) => [
      firstText(pair, "Key"),
      firstText(pair, "ValueString"),
    ]),
  )
  const id = values.get("detection_id") ?? values.get("composite_id") ?? values.get("incident_id") ?? null
  const state = values.get("new_state") ?? values.get("status") ?? null
  if (id === null || state === null) return null
  const status = mapValue(crowdstrikeStates, "new_state", state)
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: `CrowdStrike detection ${id}: ${state}`,
    // Whoever opens it again raises it; taking it in hand does not.
    status:
      /^(?:new|reopened)$/i.test(state) || status.value === "resolved"
        ? status
        : { ...status, value: "info" },
    time: readTime("UTCTimestamp", at(event, "UTCTimestamp") ?? at(metadata, "eventCreationTime")),
    externalId: id,
    dedupeKey: [id],
    groupKey: [null],
  })
}
