import { expect, test } from "vitest"
import { safeLine, withoutParameters } from "./log-line.ts"

test("marks that steer a terminal are escaped, and read back as they were", () => {
  const said = { text: "a\u009b31m\u202Egnp\u2028x\u007f\nb\u001b[0m Ж 漢 👩‍💻" }
  const line = safeLine(JSON.stringify(said))
  expect(line).not.toMatch(/[\p{Cc}\u2028-\u202E]/u)
  expect(JSON.parse(line)).toEqual(said)
})

test("a statement's values go, what is around them stays", () => {
  const stack = "Error: Failed query: insert into x\nparams: s3cret,\nmore s3cret\n    at go (file.ts:1:2)"
  expect(withoutParameters(stack)).toBe("Error: Failed query: insert into x\n    at go (file.ts:1:2)")
  expect(withoutParameters("Failed query: select $1\nparams: s3cret")).toBe("Failed query: select $1")
  expect(withoutParameters("nothing of the kind")).toBe("nothing of the kind")
})
