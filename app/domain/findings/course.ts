import type { Happening } from "../sla/clock/record-event.ts"
import { type FindingState, isUnsettled, type Settlement } from "./finding.ts"

/** What somebody can do with a finding in its state. Accepting is asked by one and granted by another. */
export type FindingAct = Settlement | "reopen" | "accept" | "plan"

/** The table of what people may do, by where a finding stands. */
export function mayDo(state: FindingState, act: FindingAct): boolean {
  switch (act) {
    case "fixed":
    case "false_positive":
      return isUnsettled(state) || state === "accepted"
    case "mitigated":
      return state === "open"
    case "accept":
    case "plan":
      return isUnsettled(state)
    case "reopen":
      return state !== "open"
  }
}

/**
 * What settling a finding is to its clock. What only mitigates it does not end the wait for the fix; a false positive is
 * no promise kept or missed.
 */
export function happeningsOfSettling(as: Settlement, isPlanned: boolean, note: string): readonly Happening[] {
  switch (as) {
    case "mitigated":
      return []
    case "fixed":
      return [...leaving(isPlanned), { kind: "settled_finding", how: "fixed" }]
    case "false_positive":
      return [...leaving(isPlanned), { kind: "withdrawn", reason: note }]
  }
}

/** The end of a planned change, with whatever ended it. */
export const leaving = (isPlanned: boolean): readonly Happening[] =>
  isPlanned ? [{ kind: "hold_left", cause: "manual" }] : []
