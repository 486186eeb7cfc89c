import { expect, test } from "vitest"
import { newId } from "#app/kernel/ids.ts"
import { fingerprintOf } from "./fingerprint.ts"

const acme = { tenantId: newId<"tenant">(), sourceId: newId<"source">(), recipe: "generic:dedupe" }

test("the same values are the same problem; client, source and recipe are always inside", () => {
  const base = fingerprintOf({ ...acme, parts: ["a", "b"] }).fingerprint
  expect(fingerprintOf({ ...acme, parts: [" a ", "b"] }).fingerprint).toBe(base)
  for (const other of [
    { ...acme, parts: ["b", "a"] },
    { ...acme, parts: ["ab"] },
    { ...acme, parts: ["A", "b"] },
    { ...acme, tenantId: newId<"tenant">(), parts: ["a", "b"] },
    { ...acme, sourceId: newId<"source">(), parts: ["a", "b"] },
    { ...acme, recipe: "generic:group", parts: ["a", "b"] },
  ])
    expect(fingerprintOf(other).fingerprint).not.toBe(base)
})

test("a missing field stands as a token and is said", () => {
  expect(fingerprintOf({ ...acme, parts: ["a", null] }).quality).toBe("degraded")
  expect(fingerprintOf({ ...acme, parts: ["a", " "] }).fingerprint).toBe(
    fingerprintOf({ ...acme, parts: ["a", null] }).fingerprint,
  )
  expect(fingerprintOf({ ...acme, parts: ["a"] }).quality).toBe("full")
})
