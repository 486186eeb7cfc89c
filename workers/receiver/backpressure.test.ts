import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { type DeliveryId, newIdAt, type SourceId, type TenantId } from "#app/kernel/ids.ts"
import { Backpressure } from "./backpressure.ts"
import type { Credential } from "./credentials.ts"
import { backpressure } from "./limits.ts"
import { type Head, holdFor, seen } from "./oldest-waiting.ts"

const { parallel, lateMs, holdMs, lookEveryMs, stillMs } = backpressure
const id = (waited: number) => newIdAt<"delivery">(Date.now() - waited)

describe("how long an answer is held back", () => {
  const now = 10_000
  const head = (age: number, movedAt: number | null): Head => ({ id: id(age), age, movedAt })
  test.for<[string, Head | undefined, number]>([
    ["nobody has looked yet", undefined, 0],
    ["nothing was taken from the inbox yet", head(5_000, null), 0],
    ["nothing was taken for a while", head(5_000, now - stillMs - 1), 0],
    ["all is in time", head(lateMs, now), 0],
    ["a little late", head(lateMs + 30, now - 100), 30],
    ["very late", head(60_000, now), holdMs],
  ])("%s", ([, seenLast, milliseconds]) => {
    expect(holdFor(seenLast, now)).toBe(milliseconds)
  })
})

describe("whether the inbox is being worked on", () => {
  const [first, second] = [id(300), id(200)]
  test.for<[string, DeliveryId | null, DeliveryId | null, number | null]>([
    ["another is the oldest", first, second, 7],
    ["nothing waits any more", first, null, 7],
    ["the same is the oldest", first, first, null],
    ["the first one came", null, first, null],
  ])("%s", ([, before, after, movedAt]) => {
    const head: Head = { id: before, age: 0, movedAt: null }
    expect(seen(head, after, 7, Date.now()).movedAt).toBe(movedAt)
  })
})

describe("a receiver's answers", () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] }))
  afterEach(() => vi.useRealTimers())

  const tenant = "01990000-0000-7000-8000-000000000001" as TenantId
  const source = (n: number) =>
    ({ tenantId: tenant, sourceId: `01990000-0000-7000-8000-00000000010${n}` as SourceId }) as Credential
  /** Each look finds another oldest delivery, which has waited so long. */
  const late = (waited: number) => new Backpressure(async () => [{ tenant, id: id(waited) }])
  /** So many requests at once, each of them stored at once. @returns how many are answered */
  async function send(to: Backpressure, from: Credential, count: number) {
    const answered = { n: 0 }
    for (let i = 0; i < count; i++) void to.hold(from, async () => {}).then(() => answered.n++)
    await vi.advanceTimersByTimeAsync(0)
    return answered
  }
  async function looksTwice(to: Backpressure) {
    await send(to, source(1), parallel + 1)
    await vi.advanceTimersByTimeAsync(2 * lookEveryMs)
  }

  test("of a source that sends as fast as it is answered wait while its client's deliveries do", async () => {
    const receiver = late(lateMs + 400)
    await looksTwice(receiver)
    const answered = await send(receiver, source(1), 2 * parallel)
    expect(answered.n).toBe(0)
    await vi.advanceTimersByTimeAsync(399)
    expect(answered.n).toBe(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(answered.n).toBe(2 * parallel)
    expect(receiver.held).toBe(2 * parallel)
  })

  test("of a source with few requests under way never wait, whatever another of its client does", async () => {
    const receiver = late(60_000)
    await looksTwice(receiver)
    await send(receiver, source(1), 100)
    expect((await send(receiver, source(2), parallel)).n).toBe(parallel)
  })

  test("do not wait where nobody can say how late it is", async () => {
    const receiver = new Backpressure(() => Promise.reject(new Error("the database is away")))
    await looksTwice(receiver)
    expect((await send(receiver, source(1), 100)).n).toBe(100)
  })

  test("tell of a delivery that was not stored at once", async () => {
    const receiver = late(60_000)
    await looksTwice(receiver)
    await send(receiver, source(1), 100)
    const refused = receiver.hold(source(1), () => Promise.reject(new Error("not stored")))
    await expect(refused).rejects.toThrow("not stored")
  })
})
