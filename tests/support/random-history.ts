import fc from "fast-check"
import { slaMetrics } from "#app/domain/sla/clock/metric.ts"
import type { Happening } from "#app/domain/sla/clock/record-event.ts"
import { type StoredPolicy, storedPolicy } from "#app/domain/sla/policies/policy-draft.ts"

/** Every metric at every priority, in office hours where that makes a difference. */
export const wide: StoredPolicy = storedPolicy.parse({
  draft: {
    targets: slaMetrics.flatMap((metric) =>
      [1, 2, 3].map((priority) => ({
        metric,
        priority,
        seconds: priority * 5400,
        calendar: priority === 1 ? "always" : "office",
      })),
    ),
    upgradeGraceSeconds: 600,
  },
  calendars: {
    office: {
      ...{ name: "Office", version: 3, effectiveFrom: "2020-01-01T00:00:00Z" },
      draft: {
        zone: "Europe/Sofia",
        weekly: {
          mon: [["09:00", "17:00"]],
          tue: [["09:00", "17:00"]],
          wed: [["22:00", "06:00"]],
          fri: [["09:00", "17:00"]],
        },
        holidays: [{ date: "2026-03-03", name: "Liberation Day" }],
      },
    },
  },
})

/** Anything that may happen to an incident. */
export const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.constantFrom<Happening>(
    { kind: "acknowledged", by: "provider_human" },
    { kind: "acknowledged", by: "automation" },
    { kind: "resolved" },
    { kind: "reopened" },
    { kind: "suppressed" },
    { kind: "actionable" },
    { kind: "hold_left", cause: "manual" },
    { kind: "confirmed", verdict: "malicious" },
    { kind: "contained", how: "verified" },
  ),
  fc
    .constantFrom(1, 2, 3, 4)
    .map((priority): Happening => ({ kind: "priority_set", priority: priority as 1 })),
  fc.constantFrom("waiting_client", "scheduled_change", "monitoring").map((hold): Happening => ({
    kind: "hold_entered",
    hold: hold as "monitoring",
    basis: "client_agreement",
  })),
  fc
    .constantFrom("provider_human", "client", "ai")
    .map((by): Happening => ({ kind: "message", by: by as "ai", visibility: "client", channel: "note" })),
)
