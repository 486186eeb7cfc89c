import type { BreachReason } from "#app/domain/sla/exclusions/breach-reason.ts"
import type { ClockLine, MoreColumn } from "../../shared/sla/clock-csv.ts"

type WithReason = ClockLine & { readonly reason: BreachReason | null }

/** Why a clock was missed, as the provider noted it: in its own file of clocks and in no client's. */
export const reasonColumns: readonly MoreColumn<WithReason>[] = [
  { head: "Breach cause", cell: ({ reason }) => reason?.cause ?? null },
  { head: "Breach reason", cell: ({ reason }) => reason?.text ?? null },
  { head: "Noted by", cell: ({ reason }) => reason?.notedByName ?? null },
  { head: "Noted at", cell: ({ reason }) => reason?.notedAt.toString() ?? null },
]
