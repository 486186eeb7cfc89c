import { describe, expect, it } from "vitest"
import { describeMatcher } from "./describe.ts"
import { matcher } from "./matcher.ts"
import { rowsOf } from "./matcher-rows.ts"
import { readMatcher } from "./read-matcher.ts"

function posted(...pairs: readonly (readonly [string, string])[]): FormData {
  const form = new FormData()
  for (const [key, value] of pairs) form.append(key, value)
  return form
}

const row = (n: number, field: string, op: string, ...values: string[]) =>
  [
    [`match.${n}.field`, field],
    [`match.${n}.op`, op],
    ...values.map((value) => [`match.${n}.values`, value] as const),
  ] as (readonly [string, string])[]

describe("a posted matcher", () => {
  it("keeps the order of its rows, whatever their numbers, and drops blank ones", () => {
    const form = posted(
      ...row(7, "title", "contains", "disk\r\ncpu"),
      ...row(2, "", "is", "left over"),
      ...row(0, "severity", "at-least", "high"),
      ["match.mode", "any"],
    )
    const read = readMatcher(form)
    expect(read).toEqual({
      ok: true,
      value: {
        mode: "any",
        conditions: [
          { field: "severity", op: "at-least", values: ["high"], foldCase: true },
          { field: "title", op: "contains", values: ["disk", "cpu"], foldCase: true },
        ],
      },
    })
  })

  it("names labels and types of observables", () => {
    const form = posted(
      ...row(0, "labels", "exists"),
      ["match.0.name", "k8s.io/name"],
      ...row(1, "entity.type", "in-network", "10.0.0.0/8"),
      ["match.1.name", "ip"],
      ["match.1.case", "differs"],
    )
    const read = readMatcher(form)
    expect(read.ok && read.value.conditions.map((c) => [c.field, c.foldCase])).toEqual([
      ["labels.k8s.io/name", true],
      ["entity.ip", false],
    ])
  })

  it.each([
    ["no condition at all", posted(), { match: /^Add a condition/ }],
    ["no value", posted(...row(3, "title", "is", "  ")), { "match.3.values": /Give a value/ }],
    ["a label without a name", posted(...row(0, "labels", "exists")), { "match.0.name": /Name the label/ }],
    [
      "no network",
      posted(...row(0, "asset", "in-network", "10.0.0.0/99")),
      { "match.0.values": /no network/ },
    ],
    ["no severity", posted(...row(0, "severity", "at-least", "dire")), { "match.0.values": /none of/ }],
    ["an operator of others", posted(...row(0, "title", "at-least", "high")), { "match.0.op": /Choose/ }],
    [
      "too many",
      posted(...Array.from({ length: 21 }, (_, i) => row(i, "url", "exists")).flat()),
      { match: /20/ },
    ],
  ])("says what is wrong beside the field: %s", (_, form, expected) => {
    const read = readMatcher(form)
    expect(read.ok).toBe(false)
    for (const [field, words] of Object.entries(expected))
      expect(!read.ok && read.error[field]).toMatch(words)
  })

  it("may be empty where that is allowed", () => {
    expect(readMatcher(posted(), { required: false })).toMatchObject({ ok: true, value: { conditions: [] } })
  })

  it("reads back what it wrote", () => {
    const before = matcher.parse({
      mode: "any",
      conditions: [
        { field: "labels.a.b", op: "glob", values: ["x*"], foldCase: false },
        { field: "entity.user", op: "is", values: ["ana", "bo"] },
        { field: "entity", op: "missing" },
      ],
    })
    const { mode, rows } = rowsOf(before)
    const form = posted(["match.mode", mode])
    rows.forEach((r, i) => {
      for (const [k, v] of row(i, r.field, r.op, ...r.values)) form.append(k, v)
      form.append(`match.${i}.name`, r.name)
      if (!r.foldCase) form.append(`match.${i}.case`, "differs")
    })
    expect(readMatcher(form)).toEqual({ ok: true, value: before })
  })
})

describe("in words", () => {
  it.each([
    [{ conditions: [] }, "Every alert."],
    [
      {
        conditions: [
          { field: "title", op: "contains", values: ["disk", "cpu"] },
          { field: "severity", op: "at-least", values: ["high"] },
        ],
      },
      "The title contains “disk” or “cpu” and the severity is at least “high”.",
    ],
    [
      {
        mode: "any",
        conditions: [
          { field: "source", op: "is", values: ["s1"] },
          { field: "labels.env", op: "missing" },
          { field: "entity.ip", op: "is-not", values: ["a", "b"], foldCase: false },
        ],
      },
      "The source is “Prometheus”, the label env is not there or an observable ip is not “a” nor “b” (in this spelling).",
    ],
    [
      { conditions: [{ field: "rule", op: "is", values: ["1", "2", "3", "4", "5", "6", "7"] }] },
      "The rule of the tool is “1”, “2”, “3”, “4”, “5” or 2 more.",
    ],
  ])("%#", (draft, sentence) => {
    expect(describeMatcher(matcher.parse(draft), { source: { s1: "Prometheus" } })).toBe(sentence)
  })
})
