import * as z from "zod"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { CanonicalEvent } from "../ingest/adapter.ts"

/** What is kept of an event: as it was read, and by which adapter. */
export type KeptEvent = { readonly adapter: string; readonly event: CanonicalEvent }

/** An event of a shared source that nobody knows the client of. */
export type UnroutedView = {
  readonly id: string
  readonly source: { readonly id: SourceId; readonly name: string }
  readonly receivedAt: Instant
  readonly title: string
  /** Key of the adapter that read it. */
  readonly adapter: string
  readonly event: CanonicalEvent
  /** Where a person has sent it: it is under way, and goes nowhere else. */
  readonly assignedTo: TenantId | null
}

/** Events settled by one act at most. */
export const maxAtOnce = 1000

export const dismissalReason = z.string().trim().min(3, "say why: nobody will look at these again").max(500)

/** Older events are brought in quietly: what comes of them pages nobody. */
export const quietAfterSeconds = 3600
