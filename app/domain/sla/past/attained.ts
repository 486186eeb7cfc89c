import { type Attainment, shares } from "../clock/attainment.ts"
import { type SlaMetric, slaMetrics } from "../clock/metric.ts"
import { addKept, bothSides, type BySide, type Kept, type Tally, triedMonths } from "./tally.ts"

export type Comparison = BySide<Attainment> & {
  readonly lines: readonly (BySide<Attainment> & { readonly metric: SlaMetric; readonly priority: number })[]
}

/** How promises were kept and would have been, in all and by target. Nothing is excused in either. */
export function compare(tally: Outcomes): Comparison {
  const keys = slaMetrics.flatMap((metric) => [1, 2, 3, 4].map((priority) => ({ metric, priority })))
  return {
    ...attained(keptWhere(tally, () => true)),
    lines: keys.flatMap(({ metric, priority }) => {
      const kept = keptWhere(tally, (of) => of.metric === metric && of.priority === priority)
      return isSome(kept.before) || isSome(kept.after) ? [{ metric, priority, ...attained(kept) }] : []
    }),
  }
}

/** What was kept in each month, the oldest first. What the desks promise each other is in none of them. */
export function keptByMonth(tally: Outcomes): readonly BySide<Kept>[] {
  return Array.from({ length: triedMonths }, (_, month) =>
    keptWhere(tally, (of) => of.month === month && of.metric !== "handoff_accept"),
  )
}

type Outcomes = Pick<Tally, "outcomes">
type Of = { readonly month: number; readonly metric: string; readonly priority: number }

function keptWhere({ outcomes }: Outcomes, wanted: (of: Of) => boolean): BySide<Kept> {
  const chosen = Object.entries(outcomes).flatMap(([key, kept]) => {
    const [month, metric = "", priority] = key.split(" ")
    return wanted({ month: Number(month), metric, priority: Number(priority) }) ? [kept] : []
  })
  return bothSides((side) => chosen.map((kept) => kept[side]).reduce(addKept, { met: 0, missed: 0 }))
}

const isSome = ({ met, missed }: Kept) => met + missed > 0

const attained = (kept: BySide<Kept>) => bothSides((side) => shares({ ...kept[side], excluded: 0 }))
