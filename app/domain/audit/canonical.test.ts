import fc from "fast-check"
import { expect, test } from "vitest"
import { canonicalJson } from "./canonical.ts"

test.each([
  ["sorted keys", { b: 1, a: 2 }, '{"a":2,"b":1}'],
  ["nested, sorted inside", { x: [{ d: 1, c: null }] }, '{"x":[{"c":null,"d":1}]}'],
  [
    "keys by UTF-16 units",
    { "\u20ac": 1, "\r": 2, "1": 3, "\ud83d\ude00": 4, "\ufb33": 5 },
    '{"\\r":2,"1":3,"\u20ac":1,"\ud83d\ude00":4,"\ufb33":5}',
  ],
  [
    "numbers as ECMAScript writes them",
    [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 1e-27, -0],
    "[333333333.3333333,1e+30,4.5,0.002,1e-27,0]",
  ],
  ["what is undefined is not there", { a: undefined, b: [undefined] }, '{"b":[null]}'],
  ["escapes", '\u20ac$\u000f\nA\'B"\\\\"/', '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'],
] as const)("%s", (_name, value, text) => expect(canonicalJson(value)).toBe(text))

test("the order in which keys were written changes nothing", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse())
      expect(canonicalJson(turned)).toBe(canonicalJson(value))
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})
