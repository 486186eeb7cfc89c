import fc from "fast-check"
import { expect, test } from "vitest"
import { newEvaluator, readExpression, TooMuchWork } from "./expression.ts"
import { expressionFunctions } from "./functions.ts"

const value = (text: string, document: unknown, work?: number) => {
  const read = readExpression(text)
  if (!read.ok) throw new Error(read.error)
  const found = newEvaluator(work)(read.value, document)
  return found.ok ? found.value : `error: ${found.error}`
}

test.each([
  ["a.b", { a: { b: 1 } }, 1],
  ["a[0].b", { a: [{ b: "x" }] }, "x"],
  ["tags[?key=='host'].value | [0]", { tags: [{ key: "host", value: "db-1" }] }, "db-1"],
  ["a || b", { b: "second" }, "second"],
  ["join(' on ', [name, host])", { name: "Disk", host: "db-1" }, "Disk on db-1"],
  ["upper(a)", { a: "x" }, "X"],
  ["nothing.here", {}, null],
  ["constructor.constructor", {}, null],
  ["sort_by(@, &n)[-1].n", [{ n: 2 }, { n: 5 }, { n: 1 }], 5],
])("%s", (text, document, expected) => expect(value(text, document)).toEqual(expected))

test("what does not fit the document is an error in words, not a throw", () =>
  expect(value("sum(@)", ["a"])).toMatch(/^error: .*sum/))

test.each([
  ["a[", /cannot be read/],
  ["x".repeat(501), /500 characters/],
  ["pad_left(a, `1000000000`, ' ')", /pad_left/],
  ["replace(a, 'x', 'y')", /replace/],
  ["let $a = @ in $a", /let/],
  [`${"[".repeat(60)}a${"]".repeat(60)}`, /nested too deeply/],
])("%s is refused", (text, why) => {
  const read = readExpression(text)
  expect(read.ok ? "" : read.error).toMatch(why)
})

test("every function that is offered is there", () => {
  for (const name of expressionFunctions) expect(() => value(`${name}(a)`, { a: "1" })).not.toThrow()
})

/** Each of these doubles, squares or repeats what it has at every step. */
test.each([
  ["lists that double", `@${" | [@,@][]".repeat(30)}`],
  ["lists of lists", `@${".[@,@]".repeat(30)} | to_string(@)`],
  ["texts that double", `'abcdefgh'${" | join(@, [@,@,@])".repeat(20)}`],
  ["everything with everything", "[?contains($[*].a, a)] | [?contains($[*].a, a)]"],
  ["whole documents compared", "[?@ != $]"],
  ["mapped over and over", "map(&map(&map(&length($), $), $), $)"],
])("%s stop at their budget", (_name, text) => {
  const document = Array.from({ length: 2000 }, (_, i) => ({ a: `item ${i}`, b: [i, i, i] }))
  expect(() => value(text, document)).toThrow(TooMuchWork)
})

test("any text at all is read or refused", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-c@[\]{}().*&|!?'`, ]{0,40}$/)), (text) => {
      const read = readExpression(text)
      if (read.ok) newEvaluator(10_000)(read.value, { a: [{ b: 1 }, { c: "x" }] })
    }),
    { numRuns: 500 },
  )
})
