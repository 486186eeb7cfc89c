import type { TenantId, UserId } from "#app/kernel/ids.ts"
import type { Discipline } from "../ingest/adapter.ts"
import type { Stage } from "./incident.ts"
import type { Priority } from "./priority.ts"

export const incidentViews = ["open", "mine", "unowned", "candidates", "resolved"] as const
export type IncidentListView = (typeof incidentViews)[number]

/** What a list of incidents is narrowed to. An absent key narrows nothing. */
export type IncidentFilter = {
  readonly view?: IncidentListView
  readonly me?: UserId
  readonly clients?: readonly TenantId[]
  readonly notClients?: readonly TenantId[]
  readonly priorities?: readonly Priority[]
  readonly discipline?: Discipline
  readonly stages?: readonly Stage[]
  readonly search?: string
  readonly ids?: readonly string[]
  /** Only what the client has been told of. */
  readonly sharedOnly?: boolean
  /** Neither merged into another nor dismissed. */
  readonly standing?: "worked"
}

export type IncidentOrder = "queue" | "newest"
