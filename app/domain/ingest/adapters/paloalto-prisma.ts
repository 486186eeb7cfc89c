import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, firstText, labelsOf } from "../fields.ts"
import { findObservables } from "../observables.ts"
import { severityWords } from "../severity-words.ts"
import { findTechniques } from "../techniques.ts"
import { readTime } from "../timestamp.ts"
import { mapValue, type ValueMap } from "../value-map.ts"

const states: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    open: "firing",
    pending_resolution: "firing",
    resolved: "resolved",
    dismissed: "resolved",
    snoozed: "info",
  },
  otherwise: "firing",
}

export function isPrisma(entry: unknown): boolean {
  return firstText(entry, "policyName", "policy.name", "policyId", "policy.policyId") !== null
}

/** An alert of Prisma Cloud's webhook or API: a policy that a resource breaks. */
export function prismaEvent(entry: unknown): CanonicalEvent {
  const id = firstText(entry, "alertId", "id")
  const policy = firstText(entry, "policyName", "policy.name")
  const resource = firstText(entry, "resourceName", "resource.name", "resourceId", "resource.id")
  const kind = firstText(entry, "policyType", "policy.policyType")?.toLowerCase()
  const status = mapValue(states, "alertStatus", firstText(entry, "alertStatus", "status"))
  const severity = firstText(entry, "severity", "policy.severity")
  const description = firstText(entry, "policyDescription", "policy.description")
  return canonicalEvent({
    discipline: "soc",
    category: kind === "config" || kind === "iam" ? "policy" : "security",
    title: policy ?? `Prisma Cloud alert ${id ?? ""}`.trim(),
    description,
    status,
    severity: mapValue(severityWords, "severity", severity),
    time: readTime("alertTs", at(entry, "alertTs") ?? at(entry, "alertTime") ?? at(entry, "firstSeen")),
    externalId: id,
    // P-123 names one policy at one resource, from open to resolved and open again.
    dedupeKey: id ? [id] : [null, policy, resource],
    groupKey: [firstText(entry, "policyId", "policy.policyId") ?? policy],
    asset: resource,
    rule: policy,
    url: firstText(entry, "callbackUrl", "alertUrl"),
    observables: findObservables(description),
    techniques: findTechniques(Object.values(labelsOf(entry))),
    labels: labelsOf(entry),
    expects: { alertStatus: status.word, severity, alertId: id },
  })
}
