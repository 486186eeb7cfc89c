import { readdirSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"
import fc from "fast-check"
import { expect, test } from "vitest"
import type { CanonicalEvent } from "../adapter.ts"
import { Temporal } from "#app/kernel/time.ts"
import { exampleMapping } from "../mapping/example.ts"
import { normaliseDelivery } from "../normalise.ts"
import { adapters } from "../registry.ts"
import { UnreadableBody } from "../unreadable-body.ts"

const read = (adapterKey: string, body: unknown, contentType = "application/json") =>
  normaliseDelivery({
    adapterKey,
    contentType,
    body: typeof body === "string" ? body : JSON.stringify(body),
    settings: adapterKey === "mapped" ? exampleMapping : undefined,
  })

const folder = join(import.meta.dirname, "examples")
/** Invented deliveries, a few of each tool: `examples/{adapter}.json` is an array of bodies; a body that is text is sent as it is. */
const examples: Readonly<Record<string, readonly unknown[]>> = Object.fromEntries(
  readdirSync(folder).map((file) => [
    basename(file, ".json"),
    JSON.parse(readFileSync(join(folder, file), "utf8")) as unknown[],
  ]),
)

test("every adapter has an example", () =>
  expect(Object.keys(examples).sort()).toEqual(Object.keys(adapters).sort()))

/** What a vendor's next version, or somebody hostile, may put anywhere. */
const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "a\u0000b",
    "\ud800",
    "x".repeat(40_000),
    "10.0.0.1 ".repeat(3000),
    9e99,
    -1,
    { constructor: { prototype: 1 }, toString: null },
    Array.from({ length: 300 }, (_, i) => ({ [`k${i}`]: i })),
    Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`k${i}`, "v".repeat(600)])),
    JSON.parse("[".repeat(40) + "]".repeat(40)),
    JSON.parse('{"__proto__": {"x": "1"}}'),
  ),
)

/** Numbers from 0 to 1, evenly spread: the library's own doubles are nearly all close to 0. */
function evenly(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32
  }
}

/** Changes an example as drift would: drops fields, changes types, case and separators, plants junk. */
function drift(value: unknown, chance: () => number, planted: unknown): unknown {
  if (chance() < 0.08) return planted
  if (Array.isArray(value)) return value.map((item) => drift(item, chance, planted))
  if (typeof value !== "object" || value === null)
    return chance() < 0.1 ? [value] : typeof value === "number" && chance() < 0.3 ? String(value) : value
  return Object.fromEntries(
    Object.entries(value)
      .filter(() => chance() > 0.1)
      .map(([key, inner]) => [
        chance() < 0.15 ? key.toUpperCase().replace("_", ".") : key,
        drift(inner, chance, planted),
      ]),
  )
}

/** Every rule that holds for an event of any adapter. */
function expectClean(event: CanonicalEvent): void {
  const json = JSON.stringify(event)
  expect(json.isWellFormed()).toBe(true)
  // A text may itself hold the six characters of an escape, as JSON within JSON does: then its backslash is doubled.
  expect(/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])|"__proto__":/.exec(json)?.[0]).toBeUndefined()
  expect(event.title.length).toBeGreaterThan(0)
  expect(event.title.length).toBeLessThanOrEqual(500)
  expect(event.description?.length ?? 0).toBeLessThanOrEqual(16_000)
  for (const part of [...event.dedupeKey, ...event.groupKey, event.externalId])
    expect(part?.length ?? 1).toBeLessThanOrEqual(1024)
  expect(event.dedupeKey.length).toBeGreaterThan(0)
  for (const part of [...event.dedupeKey, ...event.groupKey]) expect(typeof part).toMatch(/string|object/)
  expect(Object.keys(event.labels).length).toBeLessThanOrEqual(100)
  for (const label of Object.values(event.labels)) expect(label.length).toBeLessThanOrEqual(500)
  expect(event.observables.length).toBeLessThanOrEqual(100)
  expect(new Set(event.observables.map((o) => `${o.type} ${o.value}`)).size).toBe(event.observables.length)
  if (event.occurredAt !== null) expect(() => Temporal.Instant.from(event.occurredAt ?? "")).not.toThrow()
}

test.each(Object.keys(adapters))("%s survives drift: no throw but UnreadableBody, clean, bounded", (key) => {
  let kept = 0
  fc.assert(
    fc.property(fc.constantFrom(...(examples[key] ?? [])), fc.integer(), junk, (example, seed, planted) => {
      try {
        const { events } = read(key, drift(example, evenly(seed), planted))
        events.forEach(expectClean)
        kept += events.length
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableBody)
      }
    }),
    { numRuns: 300 },
  )
  // A heartbeat says nothing but that it lives.
  if (key !== "heartbeat") expect(kept).toBeGreaterThan(100)
})

test.each(Object.keys(adapters))("%s: any text at all is read, ignored or unreadable", (key) => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json(), fc.constant("[null]")), (body) => {
      try {
        read(key, body, "text/plain").events.forEach(expectClean)
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableBody)
      }
    }),
  )
})
