import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown, contentType: string | null = null) =>
  normaliseDelivery({
    adapterKey: "site24x7",
    contentType,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const first = (body: unknown) => read(body).events[0]

const alert = {
  MONITORNAME: "Shop",
  MONITOR_ID: "335000000000012345",
  STATUS: "DOWN",
  INCIDENT_REASON: "Timeout",
  MONITORURL: "https://shop.example.com/a",
  INCIDENT_TIME_ISO: "2026-01-01T01:00:00+0100",
}

test.each([
  ["DOWN", "firing", "critical"],
  ["CRITICAL", "firing", "high"],
  ["TROUBLE", "firing", "medium"],
  ["UP", "resolved", "info"],
])("%s is %s", (STATUS, kind, severity) =>
  expect(first({ ...alert, STATUS })).toMatchObject({
    kind,
    severity,
    asset: "shop.example.com",
    externalId: "335000000000012345",
    occurredAt: "2026-01-01T00:00:00Z",
    partial: [],
  }),
)

test("an id that no double holds is the same as text and as number", () =>
  expect(
    first(JSON.stringify(alert).replace('"335000000000012345"', "335000000000012345"))?.dedupeKey,
  ).toEqual(["335000000000012345"]))

test("maintenance, drift, a form and another body", () => {
  expect(read({ ...alert, STATUS: "MAINTENANCE" }).ignored).toMatch(/maintenance/)
  expect(first({ MONITORNAME: "Shop", OUTAGE_TIME_UNIX_FORMAT: "1767225600000" })).toMatchObject({
    dedupeKey: [null, "Shop"],
    occurredAt: "2026-01-01T00:00:00Z",
    partial: ["STATUS"],
  })
  expect(
    read(new URLSearchParams(alert).toString(), "application/x-www-form-urlencoded").events,
  ).toHaveLength(1)
  expect(() => read({ a: 1 })).toThrow(/no monitor/)
})
