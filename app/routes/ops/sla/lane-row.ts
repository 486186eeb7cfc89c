import type { ClientView } from "#app/domain/clients/client.ts"
import type { Lane, WatchedClock } from "#app/domain/sla/attainment/watch.server.ts"
import { metricWords } from "#app/domain/sla/explain/words.ts"
import type { Instant } from "#app/kernel/time.ts"

/** A client's lane as the screen is given it. */
export function laneRow({ clocks, ...lane }: Lane, { name, code }: ClientView, now: Instant) {
  return { ...lane, name, clocks: clocks.map((clock) => watchedRow(clock, code, now)) }
}

function watchedRow(clock: WatchedClock, code: string, now: Instant) {
  const { id, metric, priority, title, owner, number } = clock
  const due = clock.dueAt.epochMilliseconds
  const isAtRisk = clock.atRiskAt !== null && clock.atRiskAt.epochMilliseconds <= now.epochMilliseconds
  return {
    ...{ id, priority, title, owner },
    metric: metricWords[metric],
    to: recordPath(clock),
    reference: number === null ? (clock.findingId ? "Finding" : "Alert") : `${code}-${number}`,
    startedAt: clock.startedAt.toString(),
    dueAt: clock.dueAt.toString(),
    due,
    look:
      due < now.epochMilliseconds ? ("breached" as const) : isAtRisk ? ("risk" as const) : ("ok" as const),
  }
}

/** The page of what a clock is of. */
export function recordPath({
  incidentId,
  alertId,
  findingId,
}: {
  readonly incidentId: string | null
  readonly alertId: string | null
  readonly findingId: string | null
}): string {
  if (findingId) return `/ops/findings/${findingId}`
  return incidentId ? `/ops/incidents/${incidentId}` : `/ops/alerts/${alertId}`
}

export type LaneRow = ReturnType<typeof laneRow>

/** What a clock is of, in a sentence: the number of its incident where it has one. */
export function recordName(
  { number, findingId }: { readonly number: number | null; readonly findingId: string | null },
  code: string,
): string {
  if (number !== null) return `${code}-${number}`
  return findingId ? "a finding" : "an alert"
}
