import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "kubernetes", contentType: null, body: JSON.stringify(body) })
const first = (body: unknown) => read(body).events[0]

const event = {
  kind: "Event",
  type: "Warning",
  reason: "FailedScheduling",
  message: "Insufficient memory",
  involvedObject: { kind: "Pod", name: "web-1", namespace: "shop" },
  metadata: { uid: "u1" },
  lastTimestamp: "2026-01-01T00:00:00Z",
}
const expected = {
  severity: "medium",
  asset: "web-1",
  dedupeKey: ["Pod", "shop", "web-1", "FailedScheduling"],
  title: "FailedScheduling Pod shop/web-1: Insufficient memory",
}

test.each([
  ["alone", event],
  ["a list", { kind: "List", items: [event] }],
  ["a watch", { type: "MODIFIED", object: event }],
  ["eventrouter", { verb: "ADDED", event }],
  [
    "Metricbeat",
    { kubernetes: { event: { ...event, involvedObject: undefined, involved_object: event.involvedObject } } },
  ],
  [
    "events.k8s.io",
    {
      ...event,
      involvedObject: undefined,
      message: undefined,
      regarding: event.involvedObject,
      note: event.message,
    },
  ],
])("%s", (_name, body) => expect(first(body)).toMatchObject(expected))

test("normal events and audit are no alerts", () => {
  expect(read({ ...event, type: "Normal" }).ignored).toMatch(/Normal/)
  expect(read({ kind: "Event", apiVersion: "audit.k8s.io/v1", auditID: "1", verb: "get" }).ignored).toMatch(
    /audit/,
  )
})

test("a node that is not ready is one, though of type Normal, and ends", () => {
  const node = (reason: string) =>
    first({ ...event, type: "Normal", reason, involvedObject: { kind: "Node", name: "n1" } })
  expect(node("NodeNotReady")).toMatchObject({ kind: "firing", severity: "high", asset: "n1" })
  expect(node("NodeReady")).toMatchObject({ kind: "resolved", dedupeKey: node("NodeNotReady")?.dedupeKey })
})

test("kubewatch, drift, another body", () => {
  expect(
    first({
      eventmeta: { kind: "pod", name: "p", namespace: "d", reason: "BackOff" },
      text: "t",
      time: "2026-01-01T00:00:00Z",
    }),
  ).toMatchObject({ asset: "p" })
  expect(read({ eventmeta: { kind: "pod", name: "p", reason: "updated" }, text: "t" }).ignored).toMatch(
    /Normal/,
  )
  expect(first({ reason: "Failed" })).toMatchObject({
    kind: "firing",
    partial: ["type", "involvedObject.name", "message"],
  })
  expect(() => read({ a: 1 })).toThrow(/neither/)
})

test.each([
  ["an audit event without its id", { kind: "Event", verb: "create", objectRef: { resource: "pods" } }],
  ["one of nothing but its answer", { kind: "Event", verb: "get", responseStatus: { code: 403 } }],
  ["one of another service of Google", { protoPayload: { serviceName: "compute.googleapis.com" } }],
  ["one in the log of Azure", { category: "kube-audit-admin", properties: { log: "{}" } }],
  ["one in the log of Google", { protoPayload: { serviceName: "k8s.io" } }],
])("%s is no alert", (_name, body) => expect(read(body).ignored).toMatch(/audit/))

test.each([
  ["in the log of Google", { jsonPayload: event, resource: { type: "k8s_pod" } }],
  ["in the body of a log record", { body: { object: event, type: "ADDED" } }],
])("an event %s", (_name, body) => expect(first(body)).toMatchObject(expected))

test("Flux's notices have a severity in the place of the type", () => {
  const notice = {
    involvedObject: { kind: "GitRepository", name: "app" },
    reason: "GitOperationFailed",
    message: "m",
  }
  expect(first({ ...notice, severity: "error", timestamp: "2026-01-01T00:00:00Z" })).toMatchObject({
    severity: "high",
    occurredAt: "2026-01-01T00:00:00Z",
  })
  expect(read({ ...notice, severity: "info" }).ignored).toMatch(/Normal/)
})
