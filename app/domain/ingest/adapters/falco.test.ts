import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({
    adapterKey: "falco",
    contentType: null,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const alert = (change: object = {}) => ({
  rule: "R",
  output: "o",
  priority: "Error",
  hostname: "h",
  time: "2026-01-01T00:00:00Z",
  ...change,
})

test.each([
  ["Emergency", "critical"],
  ["Alert", "critical"],
  ["Critical", "critical"],
  ["error", "high"],
  ["Warning", "medium"],
  ["Notice", "low"],
  ["Informational", "info"],
  ["Debug", "info"],
])("priority %s is %s", (priority, severity) =>
  expect(read(alert({ priority })).events[0]).toMatchObject({ severity, partial: [] }),
)

test("the same rule in another container is another problem", () => {
  const key = (id: string, time = "2026-01-01T00:00:00Z") =>
    read(alert({ time, output_fields: { "container.id": id } })).events[0]?.dedupeKey
  expect(key("a")).toEqual(key("a", "2026-01-02T00:00:00Z"))
  expect(key("a")).not.toEqual(key("b"))
})

test("lines of text, a test, drift", () => {
  expect(read("2026-01-01T00:00:00.5+0000: Notice Odd thing (user=root)").events[0]).toMatchObject({
    title: "Odd thing",
    severity: "low",
    occurredAt: "2026-01-01T00:00:00.5Z",
  })
  expect(read(alert({ rule: "Test rule" })).ignored).toMatch(/test/)
  expect(read({ rule: "R" }).events[0]?.partial).toEqual(["priority", "output"])
  expect(() => read("hello")).toThrow(/Falco/)
})

test("a cloud event; Falco's own metrics; the time of day alone is no time", () => {
  expect(read({ specversion: "1.0", type: "falco.rule.output.v1", data: alert() }).events).toHaveLength(1)
  expect(read(alert({ rule: "Falco internal: metrics snapshot" })).ignored).toMatch(/metrics/)
  const line = "15:31:56.746609046: Notice A shell was spawned (user=root)"
  expect(
    normaliseDelivery({ adapterKey: "falco", contentType: "text/plain", body: line }).events[0],
  ).toMatchObject({ occurredAt: null, partial: [] })
})

test("a field that stands only in the message; the ends of a connection", () => {
  const [event] = read(
    alert({
      output:
        "00:00:00.5: Error Odd | user=www container_id=c1 k8s_pod_name=shop-1 k8s_ns_name=prod ip=203.0.113.9",
      output_fields: { "fd.name": "10.0.0.4:52000->198.51.100.7:443", "container.id": "<NA>" },
    }),
  ).events
  expect(event?.dedupeKey).toEqual(["R", "h", "prod/shop-1|www"])
  expect(event?.observables.map(({ value }) => value).sort()).toEqual([
    "10.0.0.4",
    "198.51.100.7",
    "203.0.113.9",
    "www",
  ])
})
