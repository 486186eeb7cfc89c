import * as z from "zod"
import { severities } from "#app/domain/alerts/severity.ts"
import { findingStates, type FindingView } from "#app/domain/findings/finding.ts"
import type { Instant } from "#app/kernel/time.ts"

const time = z.iso.datetime({ offset: true })
const at = (instant: Instant | null) => instant?.toString() ?? null

export const findingSchema = z
  .object({
    ...{ id: z.uuid(), client: z.uuid(), source: z.uuid(), state: z.enum(findingStates) },
    stateBy: z.string().meta({ description: "Who or what brought it into its state" }),
    stateAt: time,
    severity: z.enum(severities),
    priority: z.int().min(1).max(4),
    exploitKnown: z.boolean().nullable().meta({ description: "Null where the scanner does not say" }),
    ...{ title: z.string(), description: z.string().nullable(), asset: z.string().nullable() },
    ...{ rule: z.string().nullable(), url: z.string().nullable(), cves: z.array(z.string()) },
    labels: z.record(z.string(), z.string()),
    service: z.uuid().nullable(),
    ...{ firstSeenAt: time, lastSeenAt: time, count: z.int() },
    acceptedUntil: time.nullable(),
    plannedUntil: time.nullable(),
    incident: z.uuid().nullable(),
    dueAt: time
      .nullable()
      .meta({ description: "Null where nobody promised by when it is fixed, or none runs" }),
  })
  .meta({ id: "Finding" })

export function findingJson(finding: FindingView) {
  const { id, tenantId, sourceId, state, stateBy, severity, priority, exploitKnown, title } = finding
  const { description, asset, rule, url, cves, labels, serviceId, count, incidentId } = finding
  return {
    ...{ id, client: tenantId, source: sourceId, state, stateBy, stateAt: at(finding.stateAt) },
    ...{ severity, priority, exploitKnown, title, description, asset, rule, url, cves, labels },
    ...{
      service: serviceId,
      firstSeenAt: at(finding.firstSeenAt),
      lastSeenAt: at(finding.lastSeenAt),
      count,
    },
    ...{ acceptedUntil: at(finding.acceptedUntil), plannedUntil: at(finding.plannedUntil) },
    ...{ incident: incidentId, dueAt: at(finding.dueAt) },
  }
}
