import { notFound } from "#app/kernel/errors.ts"
import type { ClockId, IncidentId, SlaCorrectionId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { Period } from "../attainment/month.ts"
import type { SlaMetric } from "../clock/metric.ts"
import { type CorrectionView, standingOf } from "./correction.ts"
import { correctionsOf } from "./read.server.ts"
import { findStop, selectAwaited, selectStanding } from "./stops.store.server.ts"

/** Corrections listed at once: there are few. */
const listed = 100

/** A clock, what it is of, and what was asked of its stop, oldest first. */
export type StopView = NonNullable<Awaited<ReturnType<typeof findStop>>> & {
  readonly corrections: readonly CorrectionView[]
}

/** @throws DomainError `not_found`, also for a clock out of reach */
export async function readStop(t: ReadTx<"sla.read">, id: ClockId): Promise<StopView> {
  const stop = await findStop(t, id)
  if (!stop) throw notFound("Clock")
  return { ...stop, corrections: (await correctionsOf(t, [id])).get(id) ?? [] }
}

/** What waits for a decision in reach, the oldest first. */
export function listAwaitedCorrections(t: ReadTx<"sla.read">) {
  return selectAwaited(t, listed)
}

/** A corrected clock, as its client reads it: an allow-list, without who asked or approved. */
export type OwnCorrection = {
  readonly id: SlaCorrectionId
  readonly incidentId: IncidentId
  readonly number: number
  readonly title: string
  readonly metric: SlaMetric
  readonly cycle: number
  readonly priority: number
  readonly recordedAt: Instant
  readonly stoppedAt: Instant
  readonly reason: string
  readonly wasMissed: boolean
  readonly isMissed: boolean
}

/** The stops that were put right among a client's clocks of a month: those of incidents it was told of. */
export async function listOwnCorrections(t: ReadTx<"own.read">, period: Period): Promise<OwnCorrection[]> {
  const rows = await selectStanding(t, period, listed)
  const corrections = await correctionsOf(
    t,
    rows.map(({ stop }) => stop.id),
  )
  return rows.flatMap(({ stop }): OwnCorrection[] => {
    const { incidentId, number, title, metric, cycle, priority } = stop
    const standing = standingOf(corrections.get(stop.id) ?? [], stop)
    if (!standing || !incidentId || number === null) return []
    const { id, recordedAt, stoppedAt, reason, wasMissed, isMissed } = standing
    if (wasMissed === null || isMissed === null) return []
    return [
      {
        ...{ id, incidentId, number, title, metric, cycle, priority },
        ...{ recordedAt, stoppedAt, reason, wasMissed, isMissed },
      },
    ]
  })
}
