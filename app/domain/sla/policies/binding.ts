import type { SlaPolicyId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { StoredPolicy } from "./policy-draft.ts"

/** A version of a policy as one client was promised it. */
export type Binding = {
  readonly policyId: SlaPolicyId
  readonly version: number
  readonly name: string
  /** The version with its calendars, copied: what was agreed stays as it was agreed. */
  readonly terms: StoredPolicy
  /** From when on clocks that start go by it. */
  readonly effectiveFrom: Instant
}
