import type { Discipline } from "../../ingest/adapter.ts"
import type { Priority } from "../../incidents/priority.ts"
import type { Happening } from "../clock/record-event.ts"

export type Opening = {
  readonly by: "client" | "provider" | "automation"
  readonly discipline: Discipline
  readonly priority: Priority
}

/** An alert that waits for somebody: its acknowledge clock runs. */
export function alertOpened({ by, discipline, priority }: Opening): readonly Happening[] {
  return [
    { kind: "opened", by, subject: "alert", flavour: flavourOf(discipline), team: discipline, priority },
    { kind: "actionable" },
  ]
}

/**
 * An incident that is one: from its opening on it is owed an answer and a resolution. A candidate is neither shown nor
 * actionable until somebody approves it.
 */
export function incidentOpened(opening: Opening, isCandidate = false): readonly Happening[] {
  const { by, discipline, priority } = opening
  const opened: Happening = {
    ...{ kind: "opened", by, subject: "incident", flavour: flavourOf(discipline) },
    ...{ team: discipline, priority },
  }
  return isCandidate ? [opened] : [opened, { kind: "actionable" }, { kind: "shown_to_client" }]
}

/** A finding somebody is to see to: the clock of its fix runs. */
export function findingOpened({ by, discipline, priority }: Opening): Happening {
  return { kind: "opened", by, subject: "finding", flavour: "security", team: discipline, priority }
}

export function flavourOf(discipline: Discipline): "availability" | "security" {
  return discipline === "soc" ? "security" : "availability"
}
