import { expect, test } from "vitest"
import { isSameOrigin, needsNoOrigin } from "./same-origin.ts"

const own = "https://portal.example"

test.each([
  ["GET needs nothing", "GET", {}, true],
  ["our own page", "POST", { fetchSite: "same-origin" }, true],
  ["another site", "POST", { fetchSite: "cross-site" }, false],
  ["a sibling host", "DELETE", { fetchSite: "same-site" }, false],
  ["an address typed in", "POST", { fetchSite: "none" }, false],
  ["Origin alone, ours", "POST", { origin: own, host: "portal.example" }, true],
  ["Origin alone, ours by host", "PUT", { origin: "http://localhost:3000", host: "localhost:3000" }, true],
  ["Origin alone, foreign", "POST", { origin: "https://evil.example", host: "portal.example" }, false],
  ["opaque origin", "POST", { origin: "null", host: "portal.example" }, false],
  ["neither header", "PATCH", {}, false],
  ["Sec-Fetch-Site wins over Origin", "POST", { fetchSite: "cross-site", origin: own }, false],
] as const)("%s", (_name, method, headers, allowed) => {
  expect(isSameOrigin(method, headers, own)).toBe(allowed)
})

test("only token doors go without", () => {
  expect(needsNoOrigin("/api/v1/alerts")).toBe(true)
  expect(needsNoOrigin("/ingest/v1/generic")).toBe(true)
  expect(needsNoOrigin("/ops/queue/verdict")).toBe(false)
  expect(needsNoOrigin("/apix")).toBe(false)
})
