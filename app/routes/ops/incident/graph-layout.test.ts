import { expect, test } from "vitest"
import { layOut } from "./graph-layout.ts"

const suggestion = (reference: string, ...shares: string[][]) =>
  ({ id: reference, reference, shares: shares.map(([type, value]) => ({ type, value })) }) as never

test("2.4.10 each shared entity is drawn once, with a line to every incident that names it", () => {
  const layout = layOut("A-1", [
    suggestion("A-2", ["ip", "203.0.113.7"], ["user", "ana"]),
    suggestion("A-3", ["user", "ana"]),
  ])
  expect(layout.entities.map((node) => node.label)).toEqual(["ip 203.0.113.7", "user ana"])
  expect(layout.incidents.map((node) => node.label)).toEqual(["A-2", "A-3"])
  expect(layout.edges.map(({ from, to }) => [from.label, to.label])).toEqual([
    ["ip 203.0.113.7", "A-2"],
    ["user ana", "A-2"],
    ["user ana", "A-3"],
  ])
})

test("nothing lies outside the drawing, nor on top of its neighbour", () => {
  const many = Array.from({ length: 40 }, (_, i) => suggestion(`A-${i}`, ["ip", `203.0.113.${i}`]))
  const { height, entities, incidents } = layOut("A-1", many)
  for (const column of [entities, incidents])
    for (const [i, node] of column.entries()) {
      expect(node.y).toBeGreaterThan(10)
      expect(node.y).toBeLessThan(height - 10)
      expect(node.y - (column[i - 1]?.y ?? -100)).toBeGreaterThan(20)
    }
})
