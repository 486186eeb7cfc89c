import { expect, test } from "vitest"
import { maxEvents } from "./documents.ts"
import { normaliseDelivery } from "./normalise.ts"
import { UnreadableBody } from "./unreadable-body.ts"

const read = (adapterKey: string, body: string) => normaliseDelivery({ adapterKey, contentType: null, body })
const list = (entry: string, count: number) => `[${Array.from({ length: count }, () => entry).join(",")}]`

test("the most a delivery may hold is read, one more is refused", () => {
  expect(read("generic", list('{"title":"x"}', maxEvents)).events).toHaveLength(maxEvents)
  expect(() => read("generic", list('{"title":"x"}', maxEvents + 1))).toThrow(/10001 events/)
})

test("an adapter that does not exist is a reason for quarantine", () =>
  expect(() => read("abacus", "{}")).toThrow(UnreadableBody))

// Each of these stood still for minutes, or took gigabytes, when every alert was given what its group says for all.
test.each([
  ["a million alerts of nothing", "alertmanager", `{"alerts":${list("{}", 1_000_000)}}`],
  [
    "many alerts of a group with very many labels",
    "alertmanager",
    JSON.stringify({
      commonLabels: Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, "v"])),
      alerts: Array.from({ length: 3000 }, () => ({ labels: { alertname: "A" } })),
    }),
  ],
  ["a line made to stall a pattern", "wazuh", `** Alert 1.1: -${" ".repeat(2_000_000)}${"x".repeat(501)}`],
  [
    "a text of dots",
    "generic",
    JSON.stringify(Array.from({ length: 300 }, () => ({ title: ".".repeat(19_000) }))),
  ],
])("%s is done with in seconds", { timeout: 15_000 }, (_name, key, body) => {
  try {
    expect(read(key, body).events.length).toBeLessThanOrEqual(maxEvents)
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableBody)
  }
})

test.each(["ocsf", "grype", "falco"])(
  "an empty list is no alert of %s, an empty object is unreadable",
  (key) => {
    expect(read(key, "[]").ignored).toMatch(/empty list/)
    expect(() => read(key, "{}")).toThrow(UnreadableBody)
  },
)
