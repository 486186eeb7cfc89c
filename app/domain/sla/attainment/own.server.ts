import type { ClockId, IncidentId } from "#app/kernel/ids.ts"
import { type Instant, secondsBetween } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { History } from "../clock/replay.ts"
import { standingOf } from "../corrections/correction.ts"
import { correctionsOf } from "../corrections/read.server.ts"
import { contestDays, type ExclusionView } from "../exclusions/exclusion.ts"
import { exclusionsOf } from "../exclusions/read.server.ts"
import { explain } from "../explain/sentence.ts"
import { readHistories } from "../record/read.server.ts"
import { promisedMetrics } from "./counts.ts"
import type { ClockResult } from "./clock-result.ts"
import { type ClientPeriod, countOf, type JudgedRow, selectJudged } from "./store.server.ts"

/** Clocks of one month a client is given; the figures are of all. */
const clocksGiven = 10_000
/** Misses that are explained on one page. */
const missesGiven = 50

/** What was granted, as the client reads it: an allow-list, without who asked for it. */
export type OwnExclusion = Pick<
  ExclusionView,
  "id" | "kind" | "seconds" | "reason" | "decidedAt" | "contest" | "contestReason" | "contestedAt"
> & { readonly mayContest: boolean }

/** A clock of an incident the client was told of. An allow-list: nothing of alerts, owners or refused requests. */
export type OwnClock = ClockResult & {
  readonly id: ClockId
  readonly incidentId: IncidentId
  readonly number: number
  readonly granted: readonly OwnExclusion[]
  /** Where its stop was recorded and why it is counted from elsewhere; null for one that stands as it was recorded. */
  readonly corrected: { readonly recordedAt: Instant; readonly reason: string } | null
}

const shared = { metrics: promisedMetrics, sharedOnly: true } as const

/** A client's clocks of a month, the one judged last first: those of incidents it was told of. */
export async function listOwnClocks(t: ReadTx<"own.read">, period: ClientPeriod): Promise<OwnClock[]> {
  return ownClocks(t, await selectJudged(t, [period], shared, { limit: clocksGiven }))
}

export type OwnMisses = {
  readonly misses: readonly (OwnClock & {
    /** Why it was due then, in words. */
    readonly why: string
  })[]
  /** Missed, and not in the list: of what the client was not told of, or beyond what one page holds. */
  readonly unlisted: number
}

/** The month's missed promises with why they were due then. */
export async function listOwnMisses(t: ReadTx<"own.read">, period: ClientPeriod): Promise<OwnMisses> {
  const missed = { metrics: promisedMetrics, missedOnly: true }
  const rows = await selectJudged(t, [period], { ...missed, sharedOnly: true }, { limit: missesGiven })
  const clocks = await ownClocks(t, rows)
  const histories = await readHistories(
    t,
    period.tenantId,
    clocks.map(({ incidentId }) => ({ incident: incidentId })),
  )
  return {
    misses: clocks.map((clock) => ({
      ...clock,
      why: reasonOf(clock, histories.get(clock.incidentId), t.now),
    })),
    unlisted: (await countOf(t, [period], missed)) - clocks.length,
  }
}

async function ownClocks(t: ReadTx<"own.read">, rows: readonly JudgedRow[]): Promise<OwnClock[]> {
  const asked = await exclusionsOf(
    t,
    rows.filter((row) => row.breachedAt).map((row) => row.id),
  )
  const corrections = await correctionsOf(
    t,
    rows.map((row) => row.id),
  )
  return rows.flatMap((row): OwnClock[] => {
    const { id, incidentId, number, title, metric, cycle, priority, state } = row
    if (!incidentId || number === null) return []
    const standing = standingOf(corrections.get(id) ?? [], row)
    const granted = (asked.get(id) ?? []).filter((exclusion) => exclusion.state === "approved")
    return [
      {
        ...{ id, incidentId, number, title, metric, cycle, priority, state, calendar: row.calendar },
        ...{ targetSeconds: row.targetSeconds, elapsedSeconds: row.elapsedSeconds },
        ...{ startedAt: row.startedAt, dueAt: row.dueAt, breachedAt: row.breachedAt, endedAt: row.endedAt },
        granted: granted.map((exclusion) => ownExclusion(exclusion, t.now)),
        corrected: standing && { recordedAt: standing.recordedAt, reason: standing.reason },
      },
    ]
  })
}

function ownExclusion(exclusion: ExclusionView, now: Instant): OwnExclusion {
  const { id, kind, seconds, reason, decidedAt, contest, contestReason, contestedAt } = exclusion
  const isRecent = decidedAt !== null && secondsBetween(decidedAt, now) <= contestDays * 86_400
  return {
    ...{ id, kind, seconds, reason, decidedAt, contest, contestReason, contestedAt },
    mayContest: contest === null && isRecent,
  }
}

function reasonOf({ metric, cycle }: OwnClock, history: History | undefined, now: Instant): string {
  const run = history?.now.runs.find((one) => one.metric === metric && one.cycle === cycle)
  return run ? explain(run, now) : ""
}
