import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "osquery", contentType: null, body: JSON.stringify(body) })
const result = (action: string, columns: object = {}, name = "pack_ir_ports") => ({
  name,
  hostIdentifier: "h",
  calendarTime: "Tue Sep 11 16:14:21 2026 UTC",
  action,
  columns: { path: "/bin/nc", ...columns },
})

test("a row that comes and goes is one problem", () => {
  const [added] = read(result("added", { pid: "1" })).events
  const [removed] = read(result("removed", { pid: "1" })).events
  expect(added).toMatchObject({
    kind: "firing",
    asset: "h",
    title: "pack_ir_ports: /bin/nc",
    occurredAt: "2026-09-11T16:14:21Z",
    partial: [],
  })
  expect(removed).toMatchObject({ kind: "resolved", dedupeKey: added?.dedupeKey })
  expect(read(result("added", { pid: "2" })).events[0]?.dedupeKey).toEqual(added?.dedupeKey)
  expect(read(result("added", { path: "/bin/x" })).events[0]?.dedupeKey).not.toEqual(added?.dedupeKey)
})

test.each([
  ["a snapshot", { name: "q", action: "snapshot", snapshot: [{}] }],
  ["inventory", result("added", {}, "pack_hardware-monitoring_usb")],
  ["status", { node_key: "k", log_type: "status", data: [{ severity: "0", message: "x" }] }],
])("%s is no alert", (_name, body) => expect(read(body).events).toEqual([]))

test("batches, Fleet, drift", () => {
  expect(
    read({ name: "q", hostIdentifier: "h", diffResults: { added: [{ a: 1 }, { a: 2 }], removed: "" } })
      .events,
  ).toHaveLength(2)
  const fleet = {
    timestamp: "2026-01-01T00:00:00Z",
    vulnerability: {
      cve: "CVE-2026-1234",
      cvss_score: 9.1,
      hosts_affected: [{ hostname: "a" }, { hostname: "b" }],
    },
  }
  expect(read(fleet).events).toMatchObject([{ severity: "critical", asset: "a" }, { asset: "b" }])
  expect(read({ name: "q" }).events[0]?.partial).toEqual(["hostIdentifier", "action"])
  expect(() => read({ a: 1 })).toThrow(/osquery/)
})

test("Fleet: hosts that have not checked in, and what somebody did there", () => {
  const unseen = { text: "5% of your hosts have not checked in.", data: { unseen_hosts: 1, total_hosts: 20 } }
  expect(read(unseen).events).toMatchObject([{ discipline: "noc", title: unseen.text }])
  expect(read({ actor_email: "a@example.com", type: "ran_live_query", details: {} }).ignored).toMatch(
    /activity/,
  )
})

test("where a login came from is something to pivot on", () =>
  expect(read(result("added", { host: "198.51.100.7", username: "ann" })).events[0]?.observables).toEqual([
    { type: "ip", value: "198.51.100.7" },
    { type: "user", value: "ann" },
  ]))

test("a result as a collector carries it", () =>
  expect(read({ "@timestamp": "x", message: JSON.stringify(result("added")) }).events).toHaveLength(1))
