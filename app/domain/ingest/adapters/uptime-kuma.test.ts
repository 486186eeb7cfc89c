import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown, contentType: string | null = null) =>
  normaliseDelivery({
    adapterKey: "uptime-kuma",
    contentType,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const first = (body: unknown) => read(body).events[0]

const alert = (status: unknown, more: object = {}) => ({
  heartbeat: { monitorID: 4, status, time: "2026-01-01 00:00:00.000", msg: "timeout" },
  monitor: { id: 4, name: "Shop", url: "https://shop.example.com", hostname: null },
  msg: "[Shop] [Down] timeout",
  ...more,
})

test.each([
  [0, "firing", "high"],
  ["1", "resolved", "info"],
  [2, "info", "info"],
  [3, "info", "info"],
])("status %j is %s", (status, kind, severity) =>
  expect(first(alert(status))).toMatchObject({
    kind,
    severity,
    title: "Shop: timeout",
    asset: "shop.example.com",
    externalId: "4",
    dedupeKey: ["4"],
    occurredAt: "2026-01-01T00:00:00.000Z",
    partial: [],
  }),
)

test("a form with the JSON in a part of it", () => {
  const part = `--x\r\nContent-Disposition: form-data; name="data"\r\n\r\n${JSON.stringify(alert(0))}\r\n--x--\r\n`
  expect(read(part, "multipart/form-data; boundary=x").events[0]?.externalId).toBe("4")
  expect(
    read(
      new URLSearchParams({ data: JSON.stringify(alert(0)) }).toString(),
      "application/x-www-form-urlencoded",
    ).events,
  ).toHaveLength(1)
})

test("a certificate that will expire counts down as one problem", () => {
  const notice = (days: number) =>
    first({
      heartbeat: null,
      monitor: null,
      msg: `[Shop][https://shop.example.com] TLS certificate shop.example.com will expire in ${days} days`,
    })
  expect(notice(7)).toMatchObject({
    category: "maintenance",
    asset: "shop.example.com",
    dedupeKey: notice(14)?.dedupeKey,
  })
})

test("a test, drift and another body", () => {
  expect(read({ heartbeat: null, monitor: null, msg: "My webhook Testing" }).ignored).toMatch(/test/)
  expect(first({ heartbeat: { status: 0 } })).toMatchObject({
    kind: "firing",
    partial: ["monitor.id", "monitor.name"],
  })
  expect(() => read({ a: 1 })).toThrow(/neither/)
})

test.each([
  ["create", "firing"],
  ["resolve", "resolved"],
])("a template that says %s", (event_type, kind) =>
  expect(first(alert(0, { event_type }))).toMatchObject({ kind, dedupeKey: ["4"] }),
)

test("a template that left out the time still has the server's own", () => {
  const beat = { monitorID: 1, status: 0, localDateTime: "2026-01-01 02:00:00", timezoneOffset: "+02:00" }
  expect(first({ heartbeat: beat, monitor: { id: 1, name: "shop" } })?.occurredAt).toBe(
    "2026-01-01T00:00:00Z",
  )
})

test.each([
  ["[shop] [🔴 Down] connect ECONNREFUSED 10.0.0.7", "firing"],
  ["[shop] [✅ Up] 200 - OK", "resolved"],
])("%s alone says which monitor and how it is", (msg, kind) =>
  expect(first({ msg })).toMatchObject({ kind, asset: "shop", dedupeKey: [null, "shop"] }),
)
