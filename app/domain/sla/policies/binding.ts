import type { SlaPolicyId, TenantId } from "#app/kernel/ids.ts"
import { type Instant, isBefore } from "#app/kernel/time.ts"
import { inForce } from "../calendar/version.ts"
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

/** A binding as it is listed: without its terms, with who bound it and when it was ended. */
export type BoundVersion = Omit<Binding, "terms"> & {
  readonly client: TenantId
  readonly boundAt: Instant
  readonly boundBy: string
  readonly endedAt: Instant | null
}

type Lasting = { readonly effectiveFrom: Instant; readonly endedAt: Instant | null }

/** True for one that was ended before it ever held. */
export function neverHeld({ effectiveFrom, endedAt }: Lasting): boolean {
  return endedAt !== null && !isBefore(effectiveFrom, endedAt)
}

/** What holds for a client at a moment, and what will. Null where nothing is bound or what was bound has ended. */
export type Standing<B> = { readonly now: B | null; readonly next: B | null; readonly wasEnded: boolean }

/** @param bound every binding of one client */
export function standingOf<B extends Lasting & { readonly version: number }>(
  bound: readonly B[],
  at: Instant,
): Standing<B> {
  const real = bound.filter((binding) => !neverHeld(binding))
  const current = inForce(real, at)
  const coming = real.filter((binding) => isBefore(at, binding.effectiveFrom) && !binding.endedAt)
  return {
    now: current && !current.endedAt ? current : null,
    next: coming.reduce<B | null>(
      (first, b) => (first && isBefore(first.effectiveFrom, b.effectiveFrom) ? first : b),
      null,
    ),
    wasEnded: current !== null && current.endedAt !== null,
  }
}
