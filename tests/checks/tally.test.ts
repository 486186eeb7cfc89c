import { expect, test } from "vitest"
import { add, line, nothing, ofExit, ofRunner, readPlaywright, readVitest } from "../tally.ts"

test("sums steps into the closing line", () => {
  const sum = [ofExit(0), ofExit(1), { passed: 5, failed: 0, skipped: 2 }].reduce(add, nothing)
  expect(line(sum)).toBe("6 passed, 1 failed, 2 skipped")
})

test("a runner that ran nothing has failed", () => {
  expect(ofRunner(null, 0)).toMatchObject({ failed: 1 })
  expect(ofRunner({ passed: 0, failed: 0, skipped: 3 }, 0)).toMatchObject({ failed: 1 })
})

test("a runner that crashed beside passing tests has failed", () => {
  expect(ofRunner({ passed: 3, failed: 0, skipped: 0 }, 1)).toEqual({ passed: 3, failed: 1, skipped: 0 })
})

test("reads both reports; a flaky test is a failed one", () => {
  expect(readVitest({ numPassedTests: 4, numFailedTests: 1, numPendingTests: 2 })).toEqual({
    passed: 4,
    failed: 1,
    skipped: 2,
  })
  expect(readPlaywright({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 0 } })).toEqual({
    passed: 4,
    failed: 2,
    skipped: 0,
  })
  expect(readVitest({})).toBeNull()
  expect(readPlaywright("rubbish")).toBeNull()
})
