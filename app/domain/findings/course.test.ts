import { expect, test } from "vitest"
import { type FindingAct, mayDo } from "./course.ts"
import { type FindingState, findingStates } from "./finding.ts"

const table: Readonly<Record<FindingState, readonly FindingAct[]>> = {
  open: ["fixed", "mitigated", "false_positive", "accept", "plan"],
  mitigated: ["fixed", "false_positive", "reopen", "accept", "plan"],
  accepted: ["fixed", "false_positive", "reopen"],
  fixed: ["reopen"],
  false_positive: ["reopen"],
}
const acts = ["fixed", "mitigated", "false_positive", "reopen", "accept", "plan"] as const

test.each(findingStates)("2.8.3 what people may do with one that is %s", (state) => {
  expect(acts.filter((act) => mayDo(state, act)).toSorted()).toEqual([...table[state]].toSorted())
})
