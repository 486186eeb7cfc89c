import { percentOf, roleWords } from "#app/domain/sla/explain/levels.ts"
import { metricWords } from "#app/domain/sla/explain/words.ts"
import type { ClockId, IncidentId, TenantId } from "#app/kernel/ids.ts"
import type { Notice } from "./mail-notices.ts"

/** A line on an incident's timeline: which level was reached, and who was told. */
export type LevelEntry = {
  readonly tenantId: TenantId
  readonly incidentId: IncidentId
  readonly data: {
    readonly clockId: ClockId
    readonly level: string
    readonly clock: string
    readonly share: string
    readonly told: readonly string[]
    /** Whom the target names that nobody was. */
    readonly skipped: readonly string[]
  }
}

/** What the timelines of incidents say of the levels people were told of. An alert has no timeline. */
export function levelEntries(notices: readonly Notice[]): readonly LevelEntry[] {
  return notices.flatMap(({ kind, tenantId, clockId, level, of, metric, priority, share, to }) =>
    kind !== "escalated" || level === null || !of.incidentId
      ? []
      : [
          {
            ...{ tenantId, incidentId: of.incidentId },
            data: {
              ...{ clockId, level },
              clock: priority ? `P${priority} ${metricWords[metric]}` : metricWords[metric],
              share: percentOf(share ?? 0),
              told: to.people.map(({ name }) => name),
              skipped: to.skipped.map((role) => roleWords[role]),
            },
          },
        ],
  )
}
