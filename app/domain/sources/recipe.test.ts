import { expect, test } from "vitest"
import { newId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import { canonicalEvent, type EventDraft } from "../ingest/canonical-event.ts"
import { fingerprintUnder, recipe, type Recipe, recipesAt } from "./recipe.ts"

const owner = { tenantId: newId<"tenant">(), sourceId: newId<"source">() }
const event = (more: Partial<EventDraft> = {}) =>
  canonicalEvent({
    ...{ discipline: "noc", category: "capacity", title: "Disk full", dedupeKey: ["k1"], groupKey: [] },
    ...{ asset: "DB-1", rule: "disk", labels: { site: "dc1" } },
    observables: [
      { type: "ip", value: "10.0.0.2" },
      { type: "ip", value: "10.0.0.1" },
    ],
    ...more,
  })
const by = (...fields: string[]): Recipe => fields.map((field) => ({ field, foldCase: false }))
const under = (fields: Recipe | null, more: Partial<EventDraft> = {}, whose = owner) =>
  fingerprintUnder(fields, whose, "generic", event(more))

test.each([
  ["asset", { asset: "DB-2" }],
  ["rule", { rule: "other" }],
  ["title", { title: "Disk fine" }],
  ["externalId", { externalId: "x" }],
  ["category", { category: "availability" as const }],
  ["key", { dedupeKey: ["k2"] }],
  ["labels.site", { labels: { site: "dc2" } }],
  ["entity.ip", { observables: [] }],
])("2.3.2 fingerprint: %s is taken, and nothing else is", (field, more) => {
  expect(under(by(field), more).fingerprint).not.toBe(under(by(field)).fingerprint)
  const [other] = ["asset", "rule"].filter((name) => name !== field)
  expect(under(by(other ?? ""), more).fingerprint).toBe(under(by(other ?? "")).fingerprint)
})

test("2.3.2 fingerprint: client and source are always inside", () => {
  for (const other of [
    { ...owner, tenantId: newId<"tenant">() },
    { ...owner, sourceId: newId<"source">() },
  ])
    expect(under(by("asset"), {}, other).fingerprint).not.toBe(under(by("asset")).fingerprint)
})

test("2.3.2 fingerprint: byte for byte after trimming; case is folded where a field says so", () => {
  expect(under(by("asset"), { asset: " DB-1 " }).fingerprint).toBe(under(by("asset")).fingerprint)
  expect(under(by("asset"), { asset: "db-1" }).fingerprint).not.toBe(under(by("asset")).fingerprint)
  const folded: Recipe = [{ field: "asset", foldCase: true }]
  expect(under(folded, { asset: "db-1" }).fingerprint).toBe(under(folded).fingerprint)
})

test("2.3.2 fingerprint: the order of an event's observables makes no difference", () => {
  const swapped = event().observables.toReversed()
  expect(under(by("entity.ip"), { observables: swapped }).fingerprint).toBe(
    under(by("entity.ip")).fingerprint,
  )
})

test("2.3.3 a missing field is degraded, and no other recipe takes its place", () => {
  const missing = under(by("labels.pod"))
  expect(missing.quality).toBe("degraded")
  expect(missing.fingerprint).toBe(
    under(by("labels.pod"), { title: "Another", dedupeKey: ["k9"] }).fingerprint,
  )
  expect(under(by("asset")).quality).toBe("full")
})

test("2.3.4 the recipe before counts as well, for 24 hours", () => {
  const at = (text: string) => instant(`2026-03-${text}:00Z`)
  const versions = [
    { version: 1, fields: by("asset"), createdAt: at("20T12:00") },
    { version: 2, fields: by("rule"), createdAt: at("27T12:00") },
    { version: 3, fields: null, createdAt: at("27T18:00") },
  ]
  expect(recipesAt(versions, at("19T12:00"))).toEqual({ current: null, former: [] })
  expect(recipesAt(versions, at("20T12:00"))).toEqual({ current: by("asset"), former: [null] })
  expect(recipesAt(versions, at("22T12:00"))).toEqual({ current: by("asset"), former: [] })
  expect(recipesAt(versions, at("28T12:00"))).toEqual({ current: null, former: [by("rule"), by("asset")] })
  expect(recipesAt(versions, at("28T12:01"))).toEqual({ current: null, former: [by("rule")] })
  expect(recipesAt(versions, at("29T12:00"))).toEqual({ current: null, former: [] })
})

test.each([
  ["no field at all", []],
  ["a field nobody knows", by("hostname")],
  ["an observable nobody knows", by("entity.planet")],
  ["a field twice", by("asset", "asset")],
  ["more than ten", by(...Array.from({ length: 11 }, (_, i) => `labels.l${i}`))],
])("a recipe of %s is refused", (_name, fields) => {
  expect(recipe.safeParse(fields).success).toBe(false)
})
