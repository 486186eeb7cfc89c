import { expect, test } from "vitest"
import { at, firstText, labelsOf, pickLabels, text } from "./fields.ts"

test.each([
  [{ event_id: 1 }, 1],
  [{ EventID: 1 }, 1],
  [{ "EVENT.ID": 1 }, 1],
  [{ "event-id": 1 }, 1],
  [{ eventid: 2, event_id: 1 }, 1],
  [{ event: 1 }, undefined],
  [null, undefined],
  [[{ event_id: 1 }], undefined],
])("event_id of %j is %s", (fields, expected) => expect(at(fields, "event_id")).toBe(expected))

test("a path is found nested and flat; what is inherited is no field", () => {
  expect(firstText({ Rule: { ID: 5 } }, "rule.id")).toBe("5")
  expect(firstText({ "rule.id": "5" }, "rule.id")).toBe("5")
  expect(at({}, "constructor")).toBeUndefined()
  expect(at({}, "toString", "name")).toBeUndefined()
})

test.each([
  [" a ", "a"],
  ["", null],
  [0, "0"],
  [false, "false"],
  [null, null],
  [{}, null],
  [["a"], null],
])("the text of %j is %j", (value, expected) => expect(text(value)).toBe(expected))

test("labels of an object: texts, lists of texts, and objects as deep as asked", () => {
  const value = { a: 1, b: ["x", 2], c: { d: "y", e: { f: "z" } }, g: [{}], h: null, i: "" }
  expect(labelsOf(value)).toEqual({ a: "1", b: "x,2", "c.d": "y" })
  expect(labelsOf(value, "p.", 3)).toMatchObject({ "p.c.e.f": "z" })
  expect(pickLabels(value, { letter: "c.d", none: "x" })).toEqual({ letter: "y" })
  expect(
    Object.keys(labelsOf(Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, i])))),
  ).toHaveLength(100)
})

test.each(["-", "--", "N/A", "n/a", "null", "(null)", "undefined"])("%s says nothing", (given) => {
  expect(firstText({ a: given, b: "web-1" }, "a", "b")).toBe("web-1")
  expect(firstText({ a: given }, "a")).toBeNull()
})

test.each(["None", "0", "-1", "nullable"])("%s says something", (given) =>
  expect(firstText({ a: given }, "a")).toBe(given),
)
