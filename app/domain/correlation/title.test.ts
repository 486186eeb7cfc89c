import { describe, expect, test } from "vitest"
import { type CorrelationRuleId, newId } from "#app/kernel/ids.ts"
import { alert, at, rule } from "#tests/support/correlatable.ts"
import { titleOf } from "./title.ts"

describe("2.4.7 titles", () => {
  const at9 = (asset: string | null, n: number) => alert({ asset, firstSeenAt: at(n) })
  const of = { ...rule(), id: newId() as CorrelationRuleId }
  test.each([
    ["{rule} on {asset}", ["a"], "DiskFull on a"],
    ["{rule} on {asset}", ["b", "a", "a", "c", "d"], "DiskFull on b, a +2"],
    ["{rule} on {asset}", [null], "DiskFull on unknown asset"],
    ["No fields", ["a"], "No fields"],
  ])("2.4.7 %s of %j reads %s", (titleTemplate, assets, title) => {
    const alerts = assets.map((asset, n) => at9(asset, n))
    expect(titleOf({ ...of, titleTemplate }, alerts)).toBe(title)
    expect(titleOf({ ...of, titleTemplate }, alerts.toReversed())).toBe(title)
  })
  test("2.4.7 alerts of one moment and asset stand in the order of their rules, whatever their random ids", () => {
    const of = { ...rule({ titleTemplate: "{rule}" }), id: newId<"correlation-rule">() }
    for (const [first, second] of [
      ["f1", "f2"],
      ["f2", "f1"],
    ])
      expect(
        titleOf(of, [
          alert({ rule: "Plain", fingerprint: first ?? "" }),
          alert({ rule: "Full", fingerprint: second ?? "" }),
        ]),
      ).toBe("Full, Plain")
  })

  test("2.4.7 at most 500 characters", () => {
    expect(titleOf({ ...of, titleTemplate: "{title}" }, [alert({ title: "x".repeat(900) })])).toHaveLength(
      500,
    )
  })
})
