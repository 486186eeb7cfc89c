import { findingOpened } from "#app/domain/sla/record/opening.ts"
import type { Happening } from "#app/domain/sla/clock/record-event.ts"
import type { FindingDraft, FindingTurn } from "./finding-draft.ts"
import type { Move } from "./move-clocks.ts"

/** What a batch does to the clock of a finding. */
export function findingMove(finding: FindingDraft): Move {
  return {
    tenantId: finding.tenantId,
    subject: { finding: finding.id },
    isNew: finding.isNew,
    moving: finding.turns.flatMap((turn) =>
      happeningsOf(finding, turn).map((what) => ({ at: turn.at, what })),
    ),
    setDue: (at) => {
      finding.dueAt = at
    },
  }
}

/** Information is nothing to be fixed, and what only a replay told of calls nobody: no clock begins by either. */
function happeningsOf(finding: FindingDraft, { kind, endsPlan }: FindingTurn): readonly Happening[] {
  const isOwed = finding.severity < 5 && !finding.isReplay
  const { discipline, priority } = finding
  const opened = isOwed ? [findingOpened({ by: "automation", discipline, priority })] : []
  switch (kind) {
    case "opened":
    case "reported":
      return opened
    case "raised":
    case "lowered":
      return [...opened, { kind: "priority_set", priority }]
    case "reopened":
      return [{ kind: "reopened" }, ...opened, { kind: "priority_set", priority }]
    case "fixed":
      return [
        ...(endsPlan ? [{ kind: "hold_left", cause: "manual" } as const] : []),
        { kind: "settled_finding", how: "fixed" },
      ]
  }
}
