import type { ClockId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { ReadTx } from "#db/tenant.ts"
import { type Attainment, attainment, type Exclusion } from "../clock/attainment.ts"
import type { ExclusionKind, ExclusionView } from "../exclusions/exclusion.ts"
import { type ExclusionRow, selectExclusions } from "../exclusions/store.server.ts"
import { type ClockFilter, selectJudged } from "./store.server.ts"

/** Clocks looked at in one go; more than a client's month holds. */
const maxClocks = 50_000

export type JudgedClock = Awaited<ReturnType<typeof selectJudged>>[number] & {
  readonly exclusions: readonly ExclusionView[]
}

export type Measured = {
  readonly clocks: readonly JudgedClock[]
  readonly all: Attainment
  /** By metric and priority, `resolve 1`. */
  readonly byTarget: ReadonlyMap<string, Attainment>
  readonly byClient: ReadonlyMap<TenantId, Attainment>
  /** True when there were more clocks than are looked at: the figures then stand for the first. */
  readonly isCut: boolean
}

/** How promises were kept in a period, raw and adjusted by what was approved to be left out. Closed clocks are taken as they ended. */
export async function measureAttainment<P extends Permission>(
  t: ReadTx<P>,
  filter: ClockFilter,
): Promise<Measured> {
  const found = await selectJudged(t, filter, maxClocks + 1)
  const judged = found.slice(0, maxClocks)
  const breached = judged.flatMap(({ clock }) => (clock.breachedAt ? [clock.id] : []))
  const exclusions = Map.groupBy(await exclusionsOf(t, breached), (e) => e.clockId)
  const clocks = judged.map((row) => ({
    ...row,
    exclusions: (exclusions.get(row.clock.id) ?? []).map(viewOf),
  }))
  const by = <K>(key: (clock: JudgedClock) => K) =>
    new Map([...Map.groupBy(clocks, key)].map(([k, group]) => [k, attainmentOf(group)] as const))
  return {
    clocks,
    all: attainmentOf(clocks),
    byTarget: by(({ clock }) => `${clock.metric} ${clock.priority}`),
    byClient: by(({ client }) => client.id),
    isCut: found.length > maxClocks,
  }
}

function attainmentOf(clocks: readonly JudgedClock[]): Attainment {
  return attainment(
    clocks.map(({ clock, exclusions }) => ({
      clock: {
        state: { kind: clock.state },
        breach: clock.breachedAt,
        secondsLeft: (clock.targetSeconds ?? 0) - clock.elapsedSeconds,
      },
      exclusions: exclusions.filter((e) => e.state === "approved").map(excusing),
    })),
  )
}

function excusing(e: ExclusionView): Exclusion {
  return {
    ...{ kind: e.kind, reason: e.reason, owner: "", approver: e.decidedByName ?? "" },
    seconds: e.seconds ?? "whole",
    contest: e.contest ?? "none",
  }
}

/** In pieces: a list of thousands of ids is no query. */
async function exclusionsOf<P extends Permission>(
  t: ReadTx<P>,
  ids: readonly ClockId[],
): Promise<ExclusionRow[]> {
  const rows: ExclusionRow[] = []
  for (let i = 0; i < ids.length; i += 5000) rows.push(...(await selectExclusions(t, ids.slice(i, i + 5000))))
  return rows
}

function viewOf(row: ExclusionRow): ExclusionView {
  return { ...row, kind: row.kind as ExclusionKind }
}
