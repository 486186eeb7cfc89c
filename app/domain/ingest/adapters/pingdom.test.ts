import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown, contentType: string | null = null) =>
  normaliseDelivery({
    adapterKey: "pingdom",
    contentType,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const first = (body: unknown) => read(body).events[0]

const check = {
  check_id: 5,
  check_name: "Shop",
  check_type: "HTTP",
  current_state: "DOWN",
  importance_level: "HIGH",
  description: "HTTP Error 500",
  state_changed_timestamp: 1767225600,
  check_params: { hostname: "shop.example.com", full_url: "https://shop.example.com/" },
}

test.each([
  ["DOWN", "firing"],
  ["UNCONFIRMED_DOWN", "firing"],
  ["FAILING", "firing"],
  ["UP", "resolved"],
  ["SUCCESS", "resolved"],
  ["PAUSED", "info"],
])("%s is %s", (current_state, kind) =>
  expect(first({ ...check, current_state })).toMatchObject({
    kind,
    severity: "high",
    title: "Shop: HTTP Error 500",
    asset: "shop.example.com",
    externalId: "5",
    dedupeKey: ["5"],
    occurredAt: "2026-01-01T00:00:00Z",
    partial: [],
  }),
)

test("the message of the old service, and the API's list", () => {
  const message = JSON.stringify({
    check: "5",
    checkname: "Shop",
    host: "shop.example.com",
    action: "notify_of_close",
    incidentid: "9",
    description: "up",
  })
  expect(
    read(new URLSearchParams({ message }).toString(), "application/x-www-form-urlencoded").events[0],
  ).toMatchObject({ kind: "resolved", externalId: "5" })
  expect(
    first({ checks: [{ id: 6, name: "Api", status: "down", hostname: "api.example.com" }] }),
  ).toMatchObject({ kind: "firing", externalId: "6" })
})

test("drift and another body", () => {
  expect(first({ check_name: "Shop", state_changed_utc_time: "2026-01-01T00:00:00" })).toMatchObject({
    occurredAt: "2026-01-01T00:00:00Z",
    partial: ["check_id", "current_state"],
  })
  expect(() => read({ a: 1 })).toThrow(/no check/)
})

test("a page's speed is of its host", () =>
  expect(
    first({
      check_id: 6,
      check_name: "Page",
      check_type: "PAGE_SPEED",
      check_params: { url: "https://shop.example.com/a" },
      current_state: "DOWN",
    }),
  ).toMatchObject({ asset: "shop.example.com", category: "performance" }))
