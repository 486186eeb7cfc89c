import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown, contentType: string | null = null) =>
  normaliseDelivery({
    adapterKey: "splunk",
    contentType,
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
const first = (body: unknown) => read(body).events[0]

const alert = {
  sid: "s1",
  search_name: "Brute force",
  results_link: "https://spl.example.com/r",
  result: {
    _time: "1767225600",
    src: "198.51.100.5",
    user: "eve",
    dest: "vpn-1",
    urgency: "high",
    "annotations.mitre_attack": ["T1110"],
  },
}

test("a saved search's webhook: the search and its subject are the problem, not its run", () => {
  expect(first(alert)).toMatchObject({
    kind: "firing",
    severity: "high",
    title: "Brute force",
    asset: "vpn-1",
    externalId: "s1",
    techniques: ["T1110"],
    url: "https://spl.example.com/r",
    occurredAt: "2026-01-01T00:00:00Z",
    observables: [
      { type: "ip", value: "198.51.100.5" },
      { type: "user", value: "eve" },
    ],
    partial: [],
  })
  expect(first({ ...alert, sid: "s2" })?.dedupeKey).toEqual(first(alert)?.dedupeKey)
  expect(first({ ...alert, result: { ...alert.result, src: "198.51.100.6" } })?.dedupeKey).not.toEqual(
    first(alert)?.dedupeKey,
  )
})

test("a notable of the index has its fields in its text", () =>
  expect(
    first({
      index: "notable",
      source: "Threat - X - Rule",
      _raw: '1767225600, search_name="Threat - X - Rule", src="203.0.113.4", severity="critical"',
    }),
  ).toMatchObject({
    title: "Threat - X - Rule",
    severity: "critical",
    observables: [{ type: "ip", value: "203.0.113.4" }],
  }))

test("a notable of another tool's event has that tool's severity and user", () =>
  expect(
    first({
      index: "notable",
      _raw: '1767225600, search_name="R", event.SeverityName="Low", event.UserName="eve"',
    }),
  ).toMatchObject({ severity: "low", observables: [{ type: "user", value: "eve" }] }))

test.each([
  ["New", "firing"],
  ["In Progress", "firing"],
  ["Closed", "resolved"],
])("a notable that is %s", (status_label, kind) =>
  expect(
    first({ event_id: "n1", rule_name: "R", rule_title: "R on x", status_label, urgency: "low" }),
  ).toMatchObject({ kind, severity: "low", externalId: "n1" }),
)

test.each([
  ["anomalous", "Major", "firing", "high"],
  ["ok", "Minor", "resolved", "medium"],
  ["manually resolved", "Info", "resolved", "info"],
])("a detector that is %s", (status, severity, kind, ours) =>
  expect(
    first({
      detector: "CPU",
      rule: "high",
      incidentId: "d1",
      status,
      severity,
      timestamp: "2026-01-01T00:00:00Z",
    }),
  ).toMatchObject({ kind, severity: ours, discipline: "noc", dedupeKey: ["d1"] }),
)

test("an HTTP event, many results and another body", () => {
  expect(
    first({ time: 1767225600, host: "h", event: { search_name: "S", src: "198.51.100.5" } }),
  ).toMatchObject({ title: "S" })
  expect(
    read({ search_name: "S", results: [{ src: "198.51.100.5" }, { src: "198.51.100.6" }] }).events,
  ).toHaveLength(2)
  expect(() => read({ a: 1 })).toThrow(/no search name/)
})

test("an episode of IT Service Intelligence, from its first event to its end", () => {
  const episode = (status: string) => ({
    search_name: "ticketing",
    result: {
      itsi_group_id: "g-1",
      itsi_group_title: "Shop is slow",
      itsi_group_severity: "4",
      itsi_group_status: status,
    },
  })
  expect(read(episode("1")).events[0]).toMatchObject({
    kind: "firing",
    title: "Shop is slow",
    severity: "medium",
    discipline: "noc",
    dedupeKey: ["g-1"],
  })
  expect(read(episode("5")).events[0]).toMatchObject({ kind: "resolved", dedupeKey: ["g-1"] })
})

test("a finding about an entity is its own problem", () =>
  expect(read({ finding_id: "f", finding_title: "Odd", entity: "pc-1" }).events[0]).toMatchObject({
    asset: "pc-1",
    dedupeKey: ["Odd", "entity=pc-1"],
  }))
