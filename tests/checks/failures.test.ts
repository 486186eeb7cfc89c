import { describe, expect, test } from "vitest"
import { failure, playwrightFailures, vitestFailures } from "../failures.ts"

describe("what failed in Vitest", () => {
  test("each failing test is named with its file, and nothing that passed", () => {
    const report = {
      testResults: [
        {
          name: "a.test.ts",
          status: "failed",
          assertionResults: [
            { fullName: "queue sorts", status: "passed", failureMessages: [] },
            { fullName: "queue pages", status: "failed", failureMessages: ["expected 1 to be 2"] },
          ],
        },
        { name: "b.test.ts", status: "passed", assertionResults: [] },
      ],
    }
    expect(vitestFailures(report)).toEqual([{ where: "a.test.ts › queue pages", why: "expected 1 to be 2" }])
  })

  test("a file that broke before its tests stands for them", () => {
    const report = { testResults: [{ name: "a.test.ts", status: "failed", message: "no such module" }] }
    expect(vitestFailures(report)).toEqual([{ where: "a.test.ts", why: "no such module" }])
  })

  test("a runner that left no report names nothing", () => {
    expect(vitestFailures(null)).toEqual([])
  })
})

test("what failed in Playwright is found at any depth", () => {
  const spec = (title: string, ok: boolean) => ({
    ...{ title, ok, file: "queue.spec.ts", line: 4 },
    tests: [{ results: ok ? [{}] : [{ error: { message: "\u001b[31mTimeout\u001b[39m" } }] }],
  })
  const report = {
    suites: [{ specs: [spec("opens", true)], suites: [{ specs: [spec("closes", false)] }] }],
  }
  expect(playwrightFailures(report)).toEqual([{ where: "queue.spec.ts:4 › closes", why: "Timeout" }])
})

test("a long reason is cut", () => {
  const why = Array.from({ length: 40 }, (_, i) => `line ${i}`).join("\n")
  expect(failure("a", why).why.split("\n")).toHaveLength(15)
})
