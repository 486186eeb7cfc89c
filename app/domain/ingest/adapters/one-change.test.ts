import { readdirSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"
import fc from "fast-check"
import { expect, test } from "vitest"
import type { CanonicalEvent } from "../adapter.ts"
import { exampleMapping } from "../mapping/example.ts"
import { normaliseDelivery } from "../normalise.ts"
import { UnreadableBody } from "../unreadable-body.ts"

type Path = readonly (string | number)[]

const folder = join(import.meta.dirname, "examples")
/** Every invented delivery that is a document, by its adapter; texts have no fields to change. */
const examples = readdirSync(folder).map((file) => {
  const key = basename(file, ".json")
  const bodies = JSON.parse(readFileSync(join(folder, file), "utf8")) as unknown[]
  return { key, bodies: bodies.filter((body) => typeof body === "object" && body !== null) }
})

/** What a vendor's next version does to one field. */
const changes = {
  missing: () => undefined,
  null: () => null,
  "a list around it": (value: unknown) => [value],
  "a number as text": (value: unknown) => (typeof value === "number" ? String(value) : value),
  "a very long text": (value: unknown) => (typeof value === "string" ? value + "x".repeat(100_000) : value),
} as const

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path]
  const inner = Object.entries(value).flatMap(([key, each]) =>
    pathsOf(each, [...path, Array.isArray(value) ? Number(key) : key]),
  )
  return path.length === 0 ? inner : [path, ...inner]
}

function changed(value: unknown, [at, ...rest]: Path, change: (value: unknown) => unknown): unknown {
  if (at === undefined) return change(value)
  if (Array.isArray(value))
    return value.flatMap((each: unknown, i) => {
      const next = i === at ? changed(each, rest, change) : each
      return next === undefined ? [] : [next]
    })
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => {
      const next = key === at ? changed(each, rest, change) : (each as unknown)
      return next === undefined ? [] : [[key, next]]
    }),
  )
}

/**
 * What says that there is an alert at all, or which: without it nothing can be told, and the delivery is kept as evidence
 * that makes none. Everything else may be missing.
 */
const tells: Readonly<Record<string, readonly string[]>> = {
  alertmanager: ["alerts"],
  cloudwatch: ["Message", "detail", "detail.alarmName"],
  crowdstrike: ["metadata.eventType", "resources"],
  defender: ["value", "records", "records.category"],
  "elastic-security": ["alerts", "alerts.new.data"],
  github: ["alert"],
  "google-workspace": ["events", "events.name"],
  grafana: ["alerts"],
  grype: ["matches"],
  mapped: ["alarms"],
  msgraph: ["value"],
  okta: ["data", "data.events", "data.events.eventType", "eventType"],
  osquery: ["data", "diffResults", "added", "snapshot", "action"],
  pagerduty: ["event_action", "messages", "incident"],
  securityhub: ["detail.findings"],
  sentinelone: ["data", "threatId"],
  sentry: ["data", "data.event", "data.metric_alert"],
  sophos: ["items"],
  suricata: ["event_type"],
  trivy: [
    "Results",
    "Vulnerabilities",
    "vulnerabilities",
    "Misconfigurations",
    "checks",
    "Secrets",
    "secrets",
    "Licenses",
    "operatorObject",
    "report",
    "status",
    "detailReport",
    "results",
  ],
  vmware: ["data.Alarm", "data.Alarm.Name"],
  zeek: ["note"],
}

/** Every key of the document in another case, and one nobody knows beside each. */
function dressed(value: unknown, key: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => dressed(each, key))
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [key(name), dressed(each, key)]))
}

/** @returns why there are none, where there are none */
function read(key: string, body: unknown): readonly CanonicalEvent[] | string {
  try {
    const settings = key === "mapped" ? exampleMapping : undefined
    const { events, ignored } = normaliseDelivery({
      adapterKey: key,
      contentType: "application/json",
      body: JSON.stringify(body),
      settings,
    })
    return ignored === null ? events : `ignored: ${ignored}`
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableBody)
    return `quarantined: ${String(error)}`
  }
}

const nameOf = (path: Path) => path.filter((part) => typeof part === "string").join(".")
const isTelling = (key: string, path: Path) =>
  (tells[key] ?? []).some((name) => `.${nameOf(path)}`.endsWith(`.${name}`))
/** Alerts that are still there; what is in quarantine is kept whole. */
const keptOf = (after: readonly CanonicalEvent[] | string, before: number) =>
  typeof after !== "string" ? after.length : after.startsWith("quarantined") ? before : 0
const alerting = (key: string, bodies: readonly unknown[]) =>
  bodies.flatMap((body) => {
    const before = read(key, body)
    return typeof before === "string" || before.length === 0 ? [] : [{ body, before, paths: pathsOf(body) }]
  })

test.each(examples)("$key: one field changed loses no alert", { timeout: 60_000 }, ({ key, bodies }) => {
  for (const { body, before, paths } of alerting(key, bodies))
    for (const path of paths.filter((each) => !isTelling(key, each)))
      for (const [kind, change] of Object.entries(changes)) {
        // A list around one of several, and one missing from a list, are one fewer.
        const fewer = typeof path.at(-1) === "number" ? 1 : 0
        const kept = keptOf(read(key, changed(body, path, change)), before.length)
        if (kept < before.length - fewer) expect.fail(`${nameOf(path)}, ${kind}: ${kept} of ${before.length}`)
      }
})

test.each(examples)(
  "$key: several fields changed are read or quarantined",
  { timeout: 60_000 },
  ({ key, bodies }) => {
    for (const { body, paths } of alerting(key, bodies)) {
      const one = fc.tuple(fc.constantFrom(...paths), fc.constantFrom(...Object.values(changes)))
      fc.assert(
        fc.property(fc.array(one, { minLength: 2, maxLength: 5 }), (several) => {
          read(
            key,
            several.reduce<unknown>((was, [path, change]) => changed(was, path, change), body),
          )
        }),
        { numRuns: 30 },
      )
    }
  },
)

test.each(examples)(
  "$key: what is marked when it is missing is marked when it is null or of another type",
  ({ key, bodies }) => {
    for (const { body, paths } of alerting(key, bodies))
      for (const path of paths.filter((each) => typeof each.at(-1) === "string" && !isTelling(key, each))) {
        const missing = read(key, changed(body, path, changes.missing))
        if (typeof missing === "string" || missing.every(({ partial }) => partial.length === 0)) continue
        for (const other of [null, {}, []]) {
          const after = read(
            key,
            changed(body, path, () => other),
          )
          if (typeof after === "string") expect(after).toContain("quarantined")
          else
            expect(
              after.some(({ partial }) => partial.length > 0),
              nameOf(path),
            ).toBe(true)
        }
      }
  },
)

test.each(examples.filter(({ key }) => key !== "mapped"))(
  "$key: other case and unknown fields change nothing",
  ({ key, bodies }) => {
    for (const { body, before } of alerting(key, bodies)) {
      const facts = (events: readonly CanonicalEvent[]) =>
        events.map(({ title, severity, kind, dedupeKey, partial }) => ({
          title,
          severity,
          kind,
          dedupeKey,
          partial,
        }))
      const more = read(key, { ...(body as object), vendor_added_this: { deep: [1] }, andThis: null })
      if (!Array.isArray(body)) expect(typeof more === "string" ? more : facts(more)).toEqual(facts(before))
      const upper = read(
        key,
        dressed(body, (name) => name.toUpperCase()),
      )
      expect(typeof upper === "string" ? upper : upper.length).toBe(before.length)
    }
  },
)
