import { describe, expect, it } from "vitest"
import { instant, plusSeconds, secondsBetween } from "#app/kernel/time.ts"
import { endOf, expiryAfter, isLive, newSuppression, secondsLeft } from "./rule.ts"

const at = (text: string) => instant(`2026-05-01T${text}Z`)

describe("2.3.9 when a rule holds", () => {
  const rule = { createdAt: at("10:00"), expiresAt: at("12:00"), endedAt: null }
  it.each([
    ["before it was made", "09:59:59", rule, false],
    ["from its making", "10:00", rule, true],
    ["just before it expires", "11:59:59.999", rule, true],
    ["when it expires", "12:00", rule, false],
    ["ended early, before that", "10:59", { ...rule, endedAt: at("11:00") }, true],
    ["ended early, after that", "11:00", { ...rule, endedAt: at("11:00") }, false],
    ["ended after it expired", "12:00", { ...rule, endedAt: at("13:00") }, false],
  ] as const)("%s", (_, time, life, live) => {
    expect(isLive(life, at(time))).toBe(live)
    expect(secondsLeft(life, at(time)) > 0).toBe(live)
  })
  it("its end is the earlier of the two", () => {
    expect(endOf({ ...rule, endedAt: at("11:00") }).equals(at("11:00"))).toBe(true)
    expect(endOf({ ...rule, endedAt: at("13:00") }).equals(at("12:00"))).toBe(true)
  })
})

describe("2.3.9 what a rule has to say", () => {
  const good = {
    name: "Backup noise",
    reason: "ticket 12",
    validSeconds: 3600,
    matcher: { mode: "all", conditions: [{ field: "title", op: "contains", values: ["backup"] }] },
  }
  it.each([
    ["complete", {}, true],
    ["no expiry", { validSeconds: undefined }, false],
    ["90 days", { validSeconds: 90 * 86_400 }, true],
    ["over 90 days", { validSeconds: 90 * 86_400 + 1 }, false],
    ["no reason", { reason: " " }, false],
    ["a matcher of everything", { matcher: { mode: "all", conditions: [] } }, false],
  ])("%s", (_, change, fits) => {
    expect(newSuppression.safeParse({ ...good, ...change }).success).toBe(fits)
  })
  it("an extension counts from now, 90 days at most", () => {
    const now = at("10:00")
    expect(secondsBetween(now, expiryAfter(now, 1e9))).toBe(90 * 86_400)
    expect(expiryAfter(now, 60).equals(plusSeconds(now, 60))).toBe(true)
  })
})
