import type { Happening } from "#app/domain/sla/clock/record-event.ts"
import type { Instant } from "#app/kernel/time.ts"

/** Something that moves a record's clocks, and when. */
export type Moving = { readonly at: Instant; readonly what: Happening }
