import { expect, test } from "vitest"
import { defaultDraft } from "#app/domain/sla/policies/default-policy.ts"
import { policyDraft } from "#app/domain/sla/policies/policy-draft.ts"
import { DomainError } from "#app/kernel/errors.ts"
import { editedOf } from "./edited.ts"
import { readPolicy } from "./read-policy.ts"

const form = (fields: Readonly<Record<string, string | readonly string[]>>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries({ name: "Gold", ...fields }))
    for (const one of [value].flat()) data.append(name, one)
  return data
}
const wrong = (fields: Readonly<Record<string, string>>) => {
  try {
    readPolicy(form(fields), null)
  } catch (error) {
    if (error instanceof DomainError) return Object.keys(error.fields)
    throw error
  }
  return []
}

test("2.9.1 a target by metric and priority, with its calendar, pause set, at-risk share and grace", () => {
  const { draft, effectiveFrom } = readPolicy(
    form({
      ...{
        "resolve.1": "4 h",
        "calendar.resolve.1": "always",
        "risk.resolve.1": "75",
        "left.resolve.1": "20",
      },
      "pause.resolve.1": ["waiting_client", "monitoring"],
      ...{ "acknowledge.2": "30", restoreFrom: "detection", voicemailCounts: "yes", grace: "10 min" },
    }),
    null,
  )
  expect(effectiveFrom).toBeNull()
  expect(draft).toEqual(
    policyDraft.parse({
      targets: [
        { metric: "acknowledge", priority: 2, seconds: 1800, calendar: "always" },
        {
          ...{ metric: "resolve", priority: 1, seconds: 14_400, calendar: "always" },
          ...{ atRiskShare: 0.75, atRiskSecondsLeft: 1200, pauseSet: ["waiting_client", "monitoring"] },
        },
      ],
      ...{ publicNoteCounts: false, voicemailCounts: true, restoreFrom: "detection" },
      upgradeGraceSeconds: 600,
    }),
  )
})

test("2.9.6 no hold ticked is no pause, not the usual ones", () => {
  const { draft } = readPolicy(form({ "resolve.1": "4 h" }), null)
  expect(draft.targets[0]?.pauseSet).toEqual([])
})

test("2.9.1 the levels of a target; one that stays keeps its name", () => {
  const kept = policyDraft.parse({
    targets: [
      {
        ...{ metric: "resolve", priority: 1, seconds: 60, calendar: "always" },
        escalations: [{ id: "half", share: 0.5 }],
      },
    ],
  })
  const { draft } = readPolicy(form({ "resolve.1": "4 h", "levels.resolve.1": "50% lead, 90% owner" }), kept)
  expect(draft.targets[0]?.escalations).toEqual([
    { id: "half", share: 0.5, tell: "lead" },
    { id: "90-owner", share: 0.9, tell: "owner" },
  ])
  expect(readPolicy(form({ "resolve.1": "4 h" }), kept).draft.targets[0]?.escalations).toEqual([])
})

test.each([
  ["name", { name: "", "resolve.1": "4 h" }],
  ["resolve.1", { "resolve.1": "soon" }],
  ["resolve.1", { "resolve.1": "0" }],
  ["resolve.1", { "resolve.1": "9000 h" }],
  ["risk.resolve.1", { "resolve.1": "4 h", "risk.resolve.1": "120" }],
  ["left.resolve.1", { "resolve.1": "4 h", "left.resolve.1": "a bit" }],
  ["levels.resolve.1", { "resolve.1": "4 h", "levels.resolve.1": "50% boss" }],
  ["grace", { "resolve.1": "4 h", grace: "some" }],
  ["targets", {}],
])("what is wrong stands beside %s", (field, fields) => {
  expect(wrong(fields)).toEqual([field])
})

test("a policy is written as it is read", () => {
  const edited = editedOf("Default", 1, defaultDraft)
  const fields = edited.metrics.flatMap(({ metric, targets }) =>
    targets.flatMap((t): [string, string | readonly string[]][] => [
      [`${metric}.${t.priority}`, t.time],
      [`risk.${metric}.${t.priority}`, String(t.riskPercent)],
      [`levels.${metric}.${t.priority}`, t.levels],
      [`pause.${metric}.${t.priority}`, t.pauses],
    ]),
  )
  const { draft } = readPolicy(form({ ...Object.fromEntries(fields), publicNoteCounts: "yes" }), null)
  expect(editedOf("Default", 1, draft)).toEqual(edited)
})
