import { expect, test } from "vitest"
import { canDrop, canResend, canReveal, mailStatuses, maxAttempts, waitAfter } from "./mail.ts"

test("waits grow from half a minute to six hours and last most of a day", () => {
  const waits = Array.from({ length: maxAttempts - 1 }, (_, i) => waitAfter(i + 1, 0.5))
  expect(waits[0]).toBe(30)
  expect(waits.at(-1)).toBe(6 * 3600)
  expect(waits).toEqual(waits.toSorted((a, b) => a - b))
  const hours = waits.reduce((a, b) => a + b) / 3600
  expect(hours).toBeGreaterThan(12)
  expect(hours).toBeLessThan(24)
})

test("chance moves a wait by a tenth at most", () => {
  expect(waitAfter(3, 0)).toBeCloseTo(270 * 0.9)
  expect(waitAfter(3, 1)).toBeCloseTo(270 * 1.1)
})

test.each(mailStatuses)("what may be done with a mail that is %s", (status) => {
  const links = ["none", "sealed", "erased"] as const
  expect(links.filter((l) => canResend({ status, links: l }))).toEqual(
    status === "dead" || status === "kept" ? ["none", "sealed"] : [],
  )
  expect(links.filter((l) => canReveal({ status, links: l }))).toEqual(status === "kept" ? ["sealed"] : [])
  expect(canDrop({ status })).toBe(status !== "sent" && status !== "dropped")
})
