import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { type DeliveryId, newIdAt, type TenantId } from "#app/kernel/ids.ts"
import { Backpressure } from "./backpressure.ts"
import type { Credential } from "./credentials.ts"
import { backpressure } from "./limits.ts"
import { type Head, holdFor, seen } from "./oldest-waiting.ts"

const { parallel, freePerSecond, lateMs, holdMs, lookEveryMs, stillMs } = backpressure
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
    ["one that came before was stored after it", second, first, null],
  ])("%s", ([, before, after, movedAt]) => {
    const head: Head = { id: before, age: 0, movedAt: null }
    expect(seen(head, after, 7, Date.now()).movedAt).toBe(movedAt)
  })
})

describe("a receiver's answers", () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] }))
  afterEach(() => vi.useRealTimers())

  const tenant = "01990000-0000-7000-8000-000000000001" as TenantId
  const source = () => ({ tenantId: tenant }) as Credential
  /** Each look finds another oldest delivery, which has waited so long. */
  const late = (waited: number) => new Backpressure(async () => [{ tenant, id: id(waited) }])
  /** So many deliveries of one moment. @returns how many of them are answered */
  async function store(to: Backpressure, from: Credential, count: number) {
    const answered = { n: 0 }
    for (let i = 0; i < count; i++) void to.hold(from, async () => {}).then(() => answered.n++)
    await vi.advanceTimersByTimeAsync(0)
    return answered
  }
  /** A source has sent all that is answered at once, and its client was looked at twice. */
  async function sendsFast(to: Backpressure) {
    const from = source()
    await store(to, from, 2 * freePerSecond)
    await vi.advanceTimersByTimeAsync(2 * lookEveryMs)
    await store(to, from, freePerSecond)
    return from
  }

  test("to a source that sends fast wait while its client's deliveries do", async () => {
    const receiver = late(lateMs + 400)
    const fast = await sendsFast(receiver)
    const before = receiver.held
    const answered = await store(receiver, fast, 20)
    expect(answered.n).toBe(0)
    await vi.advanceTimersByTimeAsync(399)
    const rest = answered.n
    await vi.advanceTimersByTimeAsync(1)
    expect([rest, answered.n, receiver.held - before]).toEqual([0, 20, 20])
  })

  test("to a source with few requests under way never wait, however many it sends", async () => {
    const receiver = late(60_000)
    await sendsFast(receiver)
    const inTurn = source()
    for (let i = 0; i < 100; i++) expect((await store(receiver, inTurn, parallel)).n).toBe(parallel)
  })

  test("to a source that sends little never wait, whatever another of its client does", async () => {
    const receiver = late(60_000)
    await sendsFast(receiver)
    const slow = source()
    for (let second = 0; second < 5; second++) {
      expect((await store(receiver, slow, freePerSecond)).n).toBe(freePerSecond)
      await vi.advanceTimersByTimeAsync(1000)
    }
  })

  test("do not wait where nobody can say how late it is", async () => {
    const receiver = new Backpressure(() => Promise.reject(new Error("the database is away")))
    const fast = await sendsFast(receiver)
    expect((await store(receiver, fast, 100)).n).toBe(100)
  })

  test("are all given when the receiver ends, and none waits after that", async () => {
    const receiver = late(60_000)
    const fast = await sendsFast(receiver)
    const answered = await store(receiver, fast, 100)
    receiver.end()
    await vi.advanceTimersByTimeAsync(0)
    expect([answered.n, (await store(receiver, fast, 100)).n]).toEqual([100, 100])
  })

  test("are a refusal at once where nothing was stored", async () => {
    const receiver = late(60_000)
    const fast = await sendsFast(receiver)
    await store(receiver, fast, 100)
    await expect(receiver.hold(fast, () => Promise.reject(new Error("not stored")))).rejects.toThrow(
      "not stored",
    )
  })
})
