import type { HandoffId, IncidentId } from "#app/kernel/ids.ts"

/** Something about an incident of which people are mailed, besides its clocks. Who that is, is found when the mail is written. */
export type CourseNotice =
  | {
      readonly kind: "handoff-requested" | "handoff-rejected" | "handoff-approved"
      readonly incidentId: IncidentId
      readonly handoffId: HandoffId
    }
  /** The client is asked once more for its answer. */
  | { readonly kind: "hold-reminded"; readonly incidentId: IncidentId }
