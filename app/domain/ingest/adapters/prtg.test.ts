import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown, contentType: string | null = null) =>
  normaliseDelivery({
    adapterKey: "prtg",
    contentType,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const first = (body: unknown) => read(body).events[0]

const sensor = {
  sensorid: 12,
  sensor: "Ping",
  device: "core-1",
  status: "Down",
  message: "no answer from 10.0.0.5",
}

test.each([
  ["Down", "firing", "critical"],
  ["still Down", "firing", "critical"],
  ["Down ESCALATION", "firing", "critical"],
  ["Down (Acknowledged)", "info", "medium"],
  ["Down (Partial)", "firing", "high"],
  ["Warning", "firing", "medium"],
  ["Unusual", "firing", "low"],
  ["Up", "resolved", "info"],
  ["Down ended (now: Up)", "resolved", "info"],
  ["Warning ended (now: Down)", "firing", "critical"],
  ["Paused", "info", "info"],
])("%s is %s", (status, kind, severity) =>
  expect(first({ ...sensor, status })).toMatchObject({
    kind,
    severity,
    sourceStatus: status,
    externalId: "12",
    dedupeKey: ["12"],
    asset: "core-1",
  }),
)

test("PRTG posts a form; the API gives numbers", () => {
  const form = new URLSearchParams({ ...sensor, sensorid: "12" }).toString()
  expect(read(form, "application/x-www-form-urlencoded").events[0]).toMatchObject({
    title: "core-1/Ping: Down",
    observables: [{ type: "ip", value: "10.0.0.5" }],
  })
  expect(first({ sensors: [{ objid: 12, sensor: "Ping", status_raw: 5 }] })).toMatchObject({
    kind: "firing",
    severity: "critical",
  })
})

test("placeholders that were not filled in, drift and another body", () => {
  expect(first({ ...sensor, device: "%device" })?.asset).toBeNull()
  expect(first({ sensor: "Ping" })).toMatchObject({ kind: "firing", partial: ["sensorid", "status"] })
  expect(() => read({ a: 1 })).toThrow(/no sensor/)
})

test.each([
  ["alerting", "firing"],
  ["ok", "resolved"],
])("a template that says %s", (state, kind) =>
  expect(first({ alert_uid: "12", title: "Ping", state })).toMatchObject({
    kind,
    dedupeKey: ["12"],
    partial: [],
  }),
)
