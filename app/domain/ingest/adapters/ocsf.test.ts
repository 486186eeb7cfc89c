import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "ocsf", contentType: null, body: JSON.stringify(body) })
const first = (change: object) => read({ ...finding, ...change }).events[0]

const finding = {
  class_uid: 2004,
  category_uid: 2,
  severity_id: 3,
  status: "New",
  time: 1767225600000,
  finding_info: { uid: "u", title: "T", attacks: [{ techniques: [{ uid: "T1059.001" }] }] },
  resource: { uid: "arn:aws:ec2:eu-west-1:1:instance/i-0a" },
}

test("a finding", () =>
  expect(first({})).toMatchObject({
    kind: "firing",
    severity: "medium",
    occurredAt: "2026-01-01T00:00:00Z",
    asset: "i-0a",
    techniques: ["T1059.001"],
    dedupeKey: ["u"],
    partial: [],
  }))

test.each([
  [1, "info"],
  [2, "low"],
  [4, "high"],
  [5, "critical"],
  [6, "critical"],
  ["0", "medium"],
])("severity_id %s is %s", (severity_id, severity) => expect(first({ severity_id })?.severity).toBe(severity))

test.each([
  ["in progress", { status: "In Progress" }, "firing"],
  ["resolved", { status: "Resolved" }, "resolved"],
  ["closed by activity", { status: undefined, activity_id: 3 }, "resolved"],
  ["resolved by number", { status: undefined, status_id: 4 }, "resolved"],
  ["a word against its number", { status: "New", status_id: 3 }, "firing"],
  ["a control that is kept", { class_uid: 2003, compliance: { status: "Pass" } }, "resolved"],
  ["a check that failed", { status_code: "FAIL" }, "firing"],
])("%s", (_name, change, kind) => expect(first(change)?.kind).toBe(kind))

test.each([
  [2002, "vulnerability"],
  [2003, "policy"],
  [2005, "security"],
])("class %i is %s", (class_uid, category) => expect(first({ class_uid })?.category).toBe(category))

test("activity is telemetry; drift is marked", () => {
  expect(read({ class_uid: 4001, category_uid: 4, class_name: "Network Activity" }).ignored).toMatch(
    /Network/,
  )
  expect(first({ finding_info: { title: "T" } })?.partial).toEqual(["finding_info.uid"])
  expect(() => read({ a: 1 })).toThrow(/class_uid/)
})

test("a level of risk in the place of a severity; a sentence is no asset's name", () =>
  expect(
    read({
      class_uid: 2001,
      finding: { uid: "f", title: "t" },
      risk_level: "High",
      resources: [{ name: "IPv4 address 10.0.0.9 of a device in the logs", uid: "10.0.0.9" }],
    }).events[0],
  ).toMatchObject({ severity: "high", sourceSeverity: "High", asset: "10.0.0.9" }))

test("without a device, the host among the observables", () =>
  expect(
    first({ resource: {}, observables: [{ name: "hostname", type_id: 0, value: "node-3" }] })?.asset,
  ).toBe("node-3"))

test("names in the evidence, and an observable that says no type", () =>
  expect(
    first({
      evidences: [{ query: { hostname: "bad.example.com" }, process: { user: { name: "ann" } } }],
      observables: [{ name: "x", value: "198.51.100.4" }],
    })?.observables.map(({ value }) => value),
  ).toEqual(["198.51.100.4", "bad.example.com", "ann"]))
