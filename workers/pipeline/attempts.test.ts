import { expect, test } from "vitest"
import { newId } from "#app/kernel/ids.ts"
import { Attempts, isOutage } from "./attempts.ts"

test("2.2.7 five attempts with backoff, each wait twice the last", () => {
  const attempts = new Attempts()
  const id = newId<"delivery">()
  let now = 0
  for (const wait of [500, 1000, 2000, 4000]) {
    expect(attempts.fail(id, now)).toBe(false)
    expect(attempts.waiting(now + wait - 1)).toEqual([id])
    expect(attempts.waiting(now + wait)).toEqual([])
    now += wait
  }
  expect(attempts.fail(id, now)).toBe(true)
  expect(attempts.waiting(now)).toEqual([])
})

test("a success ends the count", () => {
  const attempts = new Attempts()
  const id = newId<"delivery">()
  for (let i = 0; i < 4; i++) attempts.fail(id, 0)
  attempts.succeed([id])
  expect(attempts.fail(id, 0)).toBe(false)
})

test.each([
  ["57P01", true],
  ["ECONNREFUSED", true],
  ["53100", true],
  ["57014", false],
  ["40P01", false],
  ["55P03", false],
  ["", false],
])("%s is an outage: %s", (code, expected) => expect(isOutage(code)).toBe(expected))
