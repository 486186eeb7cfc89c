import { at, type Fields, firstText, isFields } from "../fields.ts"

/**
 * What a Fusion workflow's webhook sends of a detection: `data` with flat names behind what they are of
 * (`detections.severity`, `devices.hostname`), and the workflow itself in `meta`. Given under the names an alert has;
 * null for anything else.
 */
export function fusionEvent(entry: unknown): Fields | null {
  const [meta, data] = [at(entry, "meta"), at(entry, "data")]
  const trigger = firstText(meta, "trigger_name", "workflow_id")
  if (trigger === null || !isFields(data)) return null
  const plain = Object.entries(data).map(
    ([name, value]) => [name.slice(name.lastIndexOf(".") + 1), value] as const,
  )
  const fields: Fields = Object.fromEntries(plain)
  return {
    ...fields,
    composite_id: firstText(fields, "composite_id", "detection_id", "id"),
    DetectName: firstText(fields, "DetectName", "display_name", "name") ?? trigger,
    FalconHostLink: firstText(meta, "event_reference_url") ?? firstText(fields, "url"),
    timestamp: fields["timestamp"] ?? at(meta, "timestamp"),
  }
}
