import type { IncidentId } from "#app/kernel/ids.ts"
import type { Stage } from "./incident.ts"

/** How another incident belongs to this one. */
export type Relation =
  | "merged-into"
  | "merged"
  | "recurrence-of"
  | "recurrence"
  | "sibling-of"
  | "sibling"
  | "split-from"
  | "split-off"
  | "linked"

export type RelatedIncident = {
  readonly id: IncidentId
  readonly reference: string
  readonly title: string
  readonly stage: Stage
  readonly relation: Relation
}
