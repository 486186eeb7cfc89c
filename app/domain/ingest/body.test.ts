import { expect, test } from "vitest"
import { jsonDepth, maxJsonDepth, readBody } from "./body.ts"
import { UnreadableBody } from "./unreadable-body.ts"

const json = (text: string) => readBody("application/json", text)

test("reads a document, lines and forms, whatever the content type claims", () => {
  expect(json('{"a":1}')).toEqual({ kind: "json", values: [{ a: 1 }] })
  expect(readBody("text/plain", " [1] ")).toEqual({ kind: "json", values: [[1]] })
  expect(json('{"a":1}\n{"a":2}\n')).toEqual({ kind: "json", values: [{ a: 1 }, { a: 2 }] })
  expect(readBody("application/x-www-form-urlencoded", "a=1&b=x+y")).toEqual({
    kind: "form",
    fields: { a: "1", b: "x y" },
  })
  expect(readBody("application/x-www-form-urlencoded", `payload=${encodeURIComponent('{"a":1}')}`)).toEqual({
    kind: "json",
    values: [{ a: 1 }],
  })
  expect(readBody(null, "disk full")).toEqual({ kind: "text", text: "disk full" })
})

test.each([
  ["empty", "   "],
  ["cut off", '{"a": '],
  ["a hundred thousand levels deep", "[".repeat(100_000) + "]".repeat(100_000)],
])("a body that is %s is unreadable, not a crash", (_name, text) =>
  expect(() => json(text)).toThrow(UnreadableBody),
)

test("the depth limit is exact, and brackets in strings do not count", () => {
  const nested = (n: number) => "[".repeat(n) + "]".repeat(n)
  expect(json(nested(maxJsonDepth)).kind).toBe("json")
  expect(() => json(nested(maxJsonDepth + 1))).toThrow(/nested/)
  expect(jsonDepth('{"a":"[[[\\"[["}')).toBe(1)
})

test("integers beyond 2^53 keep every digit; __proto__ is dropped", () => {
  expect(json('{"id": 9007199254740993123}')).toEqual({
    kind: "json",
    values: [{ id: "9007199254740993123" }],
  })
  const read = json('{"__proto__": {"admin": true}, "a": 1}')
  expect(read.kind === "json" && Object.keys(read.values[0] as object)).toEqual(["a"])
})
