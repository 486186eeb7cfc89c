import { expect, test } from "vitest"
import { normaliseDelivery } from "#app/domain/ingest/normalise.ts"
import { differences } from "./compare.ts"

const read = normaliseDelivery({
  adapterKey: "generic",
  contentType: null,
  body: '{"title":"Disk full","severity":"high","time":"2026-01-01T00:00:00.5Z","description":"by 10.0.0.1"}',
})

test("what fits has no differences", () => {
  expect(
    differences(
      {
        alerts: 1,
        title_contains: "full",
        severity: "high",
        status: "firing",
        occurred_at: "2026-01-01T01:00:00.500+01:00",
        observables: ["10.0.0.1"],
      },
      read,
    ),
  ).toEqual([])
})

test.each([
  [{ alerts: 2 }, "alerts"],
  [{ ignore: true }, "ignored"],
  [{ title_contains: "empty" }, "title"],
  [{ severity: "low" }, "severity"],
  [{ status: "resolved" }, "status"],
  [{ asset: "x" }, "asset"],
  [{ external_id: "x" }, "external_id"],
  [{ occurred_at: null }, "occurred_at"],
  [{ occurred_at: "2026-01-01T00:00:01Z" }, "occurred_at"],
  [{ observables: ["10.0.0.2"] }, "observable"],
  [{ domain: "soc" }, "domain"],
  [{ mitre: ["T1110"] }, "mitre"],
])("%o is found", (expected, what) => {
  expect(differences(expected, read)).toEqual([expect.stringContaining(what)])
})

test("a body that was ignored fits no expectation but ignore", () => {
  const nothing = { events: [], ignored: "telemetry" } as const
  expect(differences({ ignore: true, alerts: 0, domain: "soc" }, nothing)).toEqual([])
  expect(differences({ severity: "high" }, nothing)).toEqual([expect.stringContaining("telemetry")])
})

test("no time is a time that is expected as null, and only then", () => {
  const timeless = normaliseDelivery({ adapterKey: "generic", contentType: null, body: '{"title":"x"}' })
  expect(differences({ occurred_at: null }, timeless)).toEqual([])
  expect(differences({ occurred_at: "2026-01-01T00:00:00Z" }, timeless)).toHaveLength(1)
})
