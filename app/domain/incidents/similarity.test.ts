import { expect, test } from "vitest"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { Entity } from "./entity.ts"
import { maxNodes, reasonOf, suggestionsFrom, tooCommon } from "./similarity.ts"

const ip: Entity = { type: "ip", value: "203.0.113.7" }
const user: Entity = { type: "user", value: "ana" }
const asset: Entity = { type: "asset", value: "core-fw" }
const at = (name: string, ...shares: Entity[]) =>
  shares.map((entity) => ({ ...entity, incident: name as IncidentId }))

test("2.4.10 the more they share, the higher the score; the score says why", () => {
  const [first, second] = suggestionsFrom([...at("both", ip, user), ...at("one", user)])
  expect(first).toMatchObject({ incident: "both", shares: [ip, user] })
  expect(second).toMatchObject({ incident: "one", shares: [user] })
  expect(first!.score).toBeGreaterThan(second!.score)
  expect(first!.score).toBeLessThanOrEqual(99)
  expect(reasonOf(first!.shares)).toBe("shares ip 203.0.113.7 and user ana")
  expect(reasonOf([ip, user, asset, asset])).toBe("shares ip 203.0.113.7, user ana and 2 more")
})

test("2.4.10 what many name tells little, and what too many name nothing", () => {
  const rare = suggestionsFrom(at("x", ip))
  const many = Array.from({ length: 20 }, (_, i) => at(`n${i}`, ip)).flat()
  const common = suggestionsFrom([...many, ...at("x", ip)])
  expect(common.find((s) => s.incident === "x")!.score).toBeLessThan(rare[0]!.score)
  const everywhere = Array.from({ length: tooCommon + 1 }, (_, i) => at(`n${i}`, asset)).flat()
  expect(suggestionsFrom(everywhere)).toEqual([])
  expect(suggestionsFrom([...everywhere, ...at("n1", ip)])).toMatchObject([{ incident: "n1", shares: [ip] }])
})

test("2.4.10 a hash tells more than an asset", () => {
  const hash: Entity = { type: "hash", value: "ff" }
  const [first, second] = suggestionsFrom([...at("a", asset), ...at("b", hash)])
  expect([first?.incident, second?.incident]).toEqual(["b", "a"])
})

test("2.4.10 at most 100 nodes: this incident, the others and what they share", () => {
  const rows = Array.from({ length: 80 }, (_, i) =>
    at(`n${i}`, { type: "ip", value: `203.0.113.${i}` }, { type: "user", value: `u${i % 10}` }),
  ).flat()
  const kept = suggestionsFrom(rows)
  const entities = new Set(kept.flatMap((s) => s.shares.map((e) => `${e.type} ${e.value}`)))
  expect(1 + kept.length + entities.size).toBeLessThanOrEqual(maxNodes)
  expect(kept.length).toBeGreaterThan(30)
  expect(suggestionsFrom([])).toEqual([])
})
