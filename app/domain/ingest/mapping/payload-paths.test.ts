import { expect, test } from "vitest"
import { newEvaluator, readExpression } from "./expression.ts"
import { payloadPaths } from "./payload-paths.ts"

const document = {
  id: 7,
  host: { name: "db-1", "ip address": "10.0.0.1", 'odd"name': { x: true } },
  tags: [{ key: "a" }, { key: "b" }],
}

test("every path leads to what it shows", () => {
  const paths = payloadPaths(document)
  expect(paths.map((p) => p.path)).toEqual([
    ...["id", "host", "host.name", 'host."ip address"', 'host."odd\\"name"', 'host."odd\\"name".x'],
    ...["tags", "tags[0].key"],
  ])
  for (const { path, shows } of paths) {
    const read = readExpression(path)
    const found = read.ok ? newEvaluator()(read.value, document) : null
    const value = found?.ok ? found.value : undefined
    if (typeof value !== "object") expect(String(value)).toBe(shows)
  }
})

test("a list is entered at its first entry, and no payload is too large", () => {
  expect(payloadPaths([{ a: 1 }])).toEqual([{ path: "@[0].a", shows: "1", depth: 0 }])
  const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, { a: { b: { c: 1 } } }]))
  expect(payloadPaths(wide).length).toBeLessThanOrEqual(200)
})
