import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown, contentType: string | null = null) =>
  normaliseDelivery({
    adapterKey: "uptimerobot",
    contentType,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const first = (body: unknown) => read(body).events[0]

const alert = {
  monitorID: "7",
  monitorURL: "https://shop.example.com/a",
  monitorFriendlyName: "Shop",
  alertType: "1",
  alertTypeFriendlyName: "Down",
  alertDetails: "HTTP 503",
  alertDateTime: "1767225600",
}

test.each([
  ["1", "firing", "high"],
  [2, "resolved", "info"],
  ["3", "firing", "medium"],
])("alert type %j is %s", (alertType, kind, severity) =>
  expect(first({ ...alert, alertType })).toMatchObject({
    kind,
    severity,
    asset: "shop.example.com",
    externalId: "7",
    occurredAt: "2026-01-01T00:00:00Z",
    partial: [],
  }),
)

test("it is up under the id it was down, and expires under another", () => {
  expect(first({ ...alert, alertType: "2" })?.dedupeKey).toEqual(first(alert)?.dedupeKey)
  expect(first({ ...alert, alertType: "3" })?.dedupeKey).toEqual(["7", "expiry"])
})

test("a form, the API's list, drift and another body", () => {
  expect(
    read(new URLSearchParams(alert).toString(), "application/x-www-form-urlencoded").events[0],
  ).toMatchObject({ title: "Shop: Down: HTTP 503" })
  expect(
    read({
      monitors: [
        { id: 7, friendly_name: "Shop", status: 9 },
        { id: 8, status: 2 },
      ],
    }).events.map((e) => e.kind),
  ).toEqual(["firing", "resolved"])
  expect(
    first({ ...alert, monitorURL: "*monitorURL*", alertType: null, alertTypeFriendlyName: "up" }),
  ).toMatchObject({ kind: "resolved", asset: "Shop" })
  expect(() => read({ a: 1 })).toThrow(/no monitor/)
})

test("either number or word may say that it is up", () =>
  expect(first({ ...alert, alertType: "1", alertTypeFriendlyName: "Up" })).toMatchObject({
    kind: "resolved",
  }))
