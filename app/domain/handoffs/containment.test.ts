import { describe, expect, test } from "vitest"
import type { DomainError } from "#app/kernel/errors.ts"
import { instant } from "#app/kernel/time.ts"
import { awaitsApprovalOf, containmentTerms, maxTargetLength, maxTargets, targetsOf } from "./containment.ts"

const fieldsOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return (error as DomainError).fields
  }
  return {}
}
const isolate = { reasonCode: "isolate_segment", targets: ["10.2.0.0/16"] }

describe("2.12.4 what a containment names", () => {
  test.each([
    { name: "each once, trimmed, in order", lines: [" b ", "a", "", "b"], targets: ["b", "a"] },
    { name: "nothing of blanks", lines: ["", "  "], targets: [] },
    { name: "a carriage return at the end is a blank", lines: ["a\r", "b\r"], targets: ["a", "b"] },
  ])("$name", ({ lines, targets }) => expect(targetsOf(lines)).toEqual(targets))

  test.each([
    { name: "too many", lines: Array.from({ length: maxTargets + 1 }, (_, n) => `host${n}`) },
    { name: "too long", lines: ["x".repeat(maxTargetLength + 1)] },
    { name: "what does not print", lines: ["10.0.0.1\u0000"] },
    { name: "half a character", lines: ["host\ud800"] },
  ])("refused beside its field: $name", ({ lines }) =>
    expect(Object.keys(fieldsOf(() => targetsOf(lines)))).toEqual(["targets"]),
  )

  test("the limits themselves are allowed", () => {
    const most = Array.from({ length: maxTargets }, (_, n) => `${n}`.padEnd(maxTargetLength, "x"))
    expect(targetsOf(most)).toEqual(most)
  })
})

describe("2.12.4 on whose word it goes ahead", () => {
  test.each([
    { name: "no class", wanted: isolate, wrong: ["approval"] },
    { name: "neither", wanted: { reasonCode: "block_at_edge" }, wrong: ["approval", "targets"] },
    {
      name: "pre-approved nowhere",
      wanted: { ...isolate, approval: "pre_approved" as const },
      wrong: ["agreement"],
    },
    {
      name: "a class for what is none",
      wanted: { reasonCode: "patch_now", approval: "lead" as const },
      wrong: ["approval"],
    },
  ])("refused: $name", ({ wanted, wrong }) =>
    expect(Object.keys(fieldsOf(() => containmentTerms(wanted))).sort()).toEqual(wrong),
  )

  test("an agreement is kept of what was pre-approved alone; other asks may have targets too", () => {
    const said = { ...isolate, agreement: " Clause 7 " }
    expect(containmentTerms({ ...said, approval: "pre_approved" }).agreement).toBe("Clause 7")
    expect(containmentTerms({ ...said, approval: "client" }).agreement).toBeNull()
    expect(containmentTerms({ reasonCode: "patch_now", targets: ["db-1"] })).toEqual({
      ...{ targets: ["db-1"], approvalClass: null, agreement: null },
    })
  })

  const at = instant("2026-03-02T09:00:00Z")
  test.each([
    { approvalClass: null, approvedAt: null, waits: null },
    { approvalClass: "pre_approved", approvedAt: null, waits: null },
    { approvalClass: "lead", approvedAt: null, waits: "lead" },
    { approvalClass: "client", approvedAt: null, waits: "client" },
    { approvalClass: "lead", approvedAt: at, waits: null },
    { approvalClass: "client", approvedAt: at, waits: null },
  ] as const)("$approvalClass waits for $waits", ({ waits, ...asked }) =>
    expect(awaitsApprovalOf(asked)).toBe(waits),
  )
})
