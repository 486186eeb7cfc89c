import { expect, test } from "vitest"
import { changedFields } from "./diff.ts"

test.each([
  ["nothing", null, null, []],
  ["equal sides", { a: 1, b: { x: 1, y: 2 } }, { b: { y: 2, x: 1 }, a: 1 }, []],
  ["one field", { a: "new", b: 1 }, { a: "closed", b: 1 }, [{ field: "a", before: "new", after: "closed" }]],
  ["made", null, { name: "Acme" }, [{ field: "name", after: "Acme" }]],
  ["gone", { name: "Acme" }, null, [{ field: "name", before: "Acme" }]],
  ["null is a value", { a: null }, {}, [{ field: "a", before: "null" }]],
  ["nested", { a: { b: 1 } }, { a: { b: 2 } }, [{ field: "a", before: '{"b":1}', after: '{"b":2}' }]],
  ["no object", "x", ["y"], [{ field: "value", before: "x", after: '["y"]' }]],
])("%s", (_name, before, after, changes) => expect(changedFields(before, after)).toEqual(changes))
