import { expect, test } from "vitest"
import { newId } from "#app/kernel/ids.ts"
import { HeldBytes } from "./held-bytes.ts"

test("one source cannot take what is kept for others, and all together stay in the total", () => {
  const held = new HeldBytes({ total: 100, perSource: 60 })
  const noisy = newId<"source">()
  const quiet = newId<"source">()
  const first = held.share(noisy)
  const second = held.share(noisy)
  expect([first.take(40), second.take(40), second.take(20)]).toEqual([true, false, true])
  const other = held.share(quiet)
  expect([other.take(41), other.take(40)]).toEqual([false, true])
  expect(held.total).toBe(100)
})

test("what is released can be taken again, once", () => {
  const held = new HeldBytes({ total: 10, perSource: 10 })
  const source = newId<"source">()
  const share = held.share(source)
  share.take(10)
  share.release()
  share.release()
  expect(held.total).toBe(0)
  expect(held.share(source).take(10)).toBe(true)
})
