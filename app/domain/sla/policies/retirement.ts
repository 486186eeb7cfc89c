import type { SlaPolicyId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { type BoundVersion, standingOf } from "./binding.ts"

/** Clocks of one client that run or are paused and go by a policy. */
export type RunningBy = { readonly client: TenantId; readonly clocks: number; readonly breached: number }

/** What new incidents of a client go by once a policy is retired. */
export type Fallback =
  | { readonly kind: "policy"; readonly name: string; readonly version: number }
  | { readonly kind: "default" }
  /** What was bound has ended, and nothing took its place. */
  | { readonly kind: "nothing" }

/** What the retirement of a policy does to one client. */
export type ClientRetirement = RunningBy & {
  readonly fallback: Fallback
  /** What is bound from a later moment on, whatever holds until then. */
  readonly next: { readonly name: string; readonly version: number; readonly from: Instant } | null
}

/** What retiring a policy does now, by client: those to whom it is bound, and those with clocks that still go by it. */
export function retirementOf(
  policyId: SlaPolicyId,
  bound: readonly BoundVersion[],
  running: readonly RunningBy[],
  now: Instant,
): readonly ClientRetirement[] {
  const bindings = Map.groupBy(bound, (one) => one.client)
  const clocks = new Map(running.map((one) => [one.client, one]))
  return [...new Set([...bindings.keys(), ...clocks.keys()])].flatMap((client) => {
    const own = bindings.get(client) ?? []
    const isBound = own.some((one) => one.policyId === policyId && !one.endedAt)
    const by = clocks.get(client)
    if (!isBound && !by) return []
    return [{ client, clocks: by?.clocks ?? 0, breached: by?.breached ?? 0, ...left(policyId, own, now) }]
  })
}

function left(policyId: SlaPolicyId, own: readonly BoundVersion[], now: Instant) {
  const after = own.map((one) => (one.policyId === policyId && !one.endedAt ? { ...one, endedAt: now } : one))
  const { now: current, next, wasEnded } = standingOf(after, now)
  const fallback: Fallback = current
    ? { kind: "policy", name: current.name, version: current.version }
    : { kind: wasEnded ? "nothing" : "default" }
  return { fallback, next: next && { name: next.name, version: next.version, from: next.effectiveFrom } }
}
