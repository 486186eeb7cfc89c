import { expect, test } from "vitest"
import { normaliseDelivery } from "../normalise.ts"

const read = (body: unknown) =>
  normaliseDelivery({ adapterKey: "grype", contentType: null, body: JSON.stringify(body) })

const match = (change: object = {}, severity = "Critical") => ({
  vulnerability: { id: "GHSA-1", severity, dataSource: "https://x.example.com/GHSA-1" },
  relatedVulnerabilities: [{ id: "CVE-2026-1234", description: "bad" }],
  artifact: { name: "zlib", version: "1.0", locations: [{ path: "/lib/z" }], ...change },
})
const report = (...matches: object[]) => ({ matches, source: { target: { userInput: "shop:1" } } })

test("a match", () =>
  expect(read(report(match())).events[0]).toMatchObject({
    title: "GHSA-1 in zlib 1.0",
    category: "vulnerability",
    severity: "critical",
    asset: "shop:1",
    dedupeKey: ["GHSA-1", "shop:1", "zlib", "/lib/z"],
    observables: [{ type: "cve", value: "CVE-2026-1234" }],
    partial: [],
  }))

test("an update that does not help is the same finding; another path is not", () => {
  const key = (change: object) => read(report(match(change))).events[0]?.dedupeKey
  expect(key({ version: "1.1" })).toEqual(key({}))
  expect(key({ locations: [{ path: "/opt/z" }] })).not.toEqual(key({}))
})

test.each([
  ["Negligible", "info", 0],
  ["Unknown", "medium", 0],
  ["Odd", "medium", 1],
])("%s is %s", (word, severity, remarks) => {
  const [event] = read(report(match({}, word))).events
  expect([event?.severity, event?.partial.length]).toEqual([severity, remarks])
})

test("a clean scan is no alert; a match without its parts is one", () => {
  expect(read(report()).ignored).toMatch(/nothing/)
  expect(read({ matches: [{ vulnerability: {} }], source: null }).events[0]?.partial).toHaveLength(3)
  expect(() => read({ a: 1 })).toThrow(/matches/)
})
