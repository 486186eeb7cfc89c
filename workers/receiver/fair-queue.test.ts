import fc from "fast-check"
import { expect, test } from "vitest"
import type { TenantId } from "#app/kernel/ids.ts"
import { FairQueue } from "./fair-queue.ts"

const item = (tenant: string, n: number, bytes = 1) => ({ tenantId: tenant as TenantId, n, bytes })
const all = { rows: 1000, bytes: 1000 }

test("deals one a client in turn: a flood waits behind itself", () => {
  const queue = new FairQueue<ReturnType<typeof item>>(all)
  for (let n = 0; n < 100; n++) queue.add(item("noisy", n))
  queue.add(item("quiet", 0))
  expect(queue.take({ rows: 3, bytes: 1000 }).map((i) => i.tenantId)).toEqual(["noisy", "quiet", "noisy"])
  expect(queue.size).toBe(98)
})

test("whoever had no turn is first the next time", () => {
  const queue = new FairQueue<ReturnType<typeof item>>(all)
  for (const tenant of ["a", "b", "c"]) for (let n = 0; n < 3; n++) queue.add(item(tenant, n))
  expect(queue.take({ rows: 2, bytes: 1000 }).map((i) => i.tenantId)).toEqual(["a", "b"])
  expect(queue.take({ rows: 2, bytes: 1000 }).map((i) => i.tenantId)).toEqual(["c", "a"])
})

test("one client fills half of it at most, and the others still find room", () => {
  const queue = new FairQueue<ReturnType<typeof item>>({ rows: 10, bytes: 1000 })
  const taken = Array.from({ length: 8 }, (_, n) => queue.add(item("noisy", n)))
  expect(taken.filter(Boolean)).toHaveLength(5)
  expect(queue.add(item("quiet", 0))).toBe(true)
})

test("a body larger than half of the room is taken when its client has nothing waiting", () => {
  const queue = new FairQueue<ReturnType<typeof item>>({ rows: 10, bytes: 100 })
  expect(queue.add(item("a", 0, 80))).toBe(true)
  expect(queue.add(item("a", 1, 1))).toBe(false)
  expect(queue.add(item("b", 0, 30))).toBe(false)
  expect(queue.take({ rows: 5, bytes: 10 }).map((i) => i.bytes)).toEqual([80])
})

test("whatever is added comes out once, in its client's order", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: 1, max: 40 }), fc.boolean())),
      (steps) => {
        const queue = new FairQueue<ReturnType<typeof item>>({ rows: 1e6, bytes: 1e6 })
        const out: ReturnType<typeof item>[] = []
        steps.forEach(([tenant, bytes, drains], n) => {
          queue.add(item(tenant, n, bytes))
          if (drains) out.push(...queue.take({ rows: 2, bytes: 50 }))
        })
        while (queue.size > 0) out.push(...queue.take({ rows: 3, bytes: 60 }))
        expect(out).toHaveLength(steps.length)
        for (const list of Map.groupBy(out, (i) => i.tenantId).values())
          expect(list.map((i) => i.n)).toEqual(list.map((i) => i.n).sort((a, b) => a - b))
      },
    ),
  )
})
