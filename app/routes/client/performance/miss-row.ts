import type { OwnMisses } from "#app/domain/sla/attainment/own.server.ts"
import { exclusionWords } from "#app/domain/sla/exclusions/exclusion.ts"
import { metricWords } from "#app/domain/sla/explain/words.ts"

/** A missed promise as the client's page is given it. */
export function ownMissRow(miss: OwnMisses["misses"][number], code: string) {
  const { id, incidentId, number, title, metric, cycle, priority, why, state } = miss
  const over = miss.elapsedSeconds - miss.targetSeconds
  return {
    ...{ id, incidentId, title, priority, why },
    reference: `${code}-${number}`,
    metric: cycle > 1 ? `${metricWords[metric]} ${cycle}` : metricWords[metric],
    /** Null while it runs on. */
    overSeconds: state === "running" ? null : Math.max(0, over),
    granted: miss.granted.map((exclusion) => ({
      ...{ id: exclusion.id, reason: exclusion.reason, mayContest: exclusion.mayContest },
      ...{ contest: exclusion.contest, contestReason: exclusion.contestReason },
      kind: exclusionWords[exclusion.kind],
      amount: exclusion.seconds === null ? "the whole of it" : `${exclusion.seconds / 60} service minutes`,
    })),
  }
}

export type OwnMissRow = ReturnType<typeof ownMissRow>
