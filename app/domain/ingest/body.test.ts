import { expect, test } from "vitest"
import { jsonDepth, maxJsonDepth, readBody } from "./body.ts"
import { UnreadableBody } from "./unreadable-body.ts"

const json = (text: string) => readBody("application/json", text)

test("reads a document, lines and forms, whatever the content type claims", () => {
  expect(json('{"a":1}')).toEqual({ kind: "json", values: [{ a: 1 }] })
  expect(readBody("text/plain", " [1] ")).toEqual({ kind: "json", values: [[1]] })
  expect(json('{"a":1}\n{"a":2}\n')).toEqual({ kind: "json", values: [{ a: 1 }, { a: 2 }] })
  expect(json('{\n "a": "}{"\n}\n{\n "a": 2\n}')).toEqual({ kind: "json", values: [{ a: "}{" }, { a: 2 }] })
  expect(readBody(null, "[1] [warn] disk full").kind).toBe("text")
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

test.each([
  ["a hash with digits", '{"h":"12345678901234567890","n":1.5}', { h: "12345678901234567890", n: 1.5 }],
  ["an exponent", '{"h":"a\\"b","n":1e400}', { h: 'a"b', n: "1e400" }],
  [
    "behind a string that ends in a backslash",
    '{"h":"c:\\\\","n":9007199254740993}',
    { h: "c:\\", n: "9007199254740993" },
  ],
  ["a name in other escapes", '{"__pr\\u006fto__":{"x":1},"n":1}', { n: 1 }],
  ["a name in escapes", '{"\\u005f_proto__":{"x":1},"n":1}', { n: 1 }],
])("numbers that JavaScript would change are kept as they were sent: %s", (_name, text, value) =>
  expect(json(text)).toEqual({ kind: "json", values: [value] }),
)

test("integers beyond 2^53 keep every digit; __proto__ is dropped", () => {
  expect(json('{"id": 9007199254740993123}')).toEqual({
    kind: "json",
    values: [{ id: "9007199254740993123" }],
  })
  const read = json('{"__proto__": {"admin": true}, "a": 1}')
  expect(read.kind === "json" && Object.keys(read.values[0] as object)).toEqual(["a"])
})

test("a string of many megabytes beside a long number is read like any other", () => {
  const long = String.raw`\\x\"`.repeat(1_000_000)
  const read = json(`{"n":9007199254740993,"h":"${long}"}`)
  expect(read.kind === "json" && (read.values[0] as { n: unknown }).n).toBe("9007199254740993")
})
