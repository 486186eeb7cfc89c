import { expect, test } from "vitest"
import { cefSeverity, namedExtension, parseCef } from "./cef.ts"

const line = String.raw`<134>Jan 1 00:00:00 fw CEF:0|Acme|Wall \| Gate|1.0|100|Port \\ scan|8|src=10.0.0.1 msg=two words\=2 request=http://x/?a=1&b=2 cs1=Block all cs1Label=Policy`

test("header and extension, with their escapes, whatever stands before", () => {
  const cef = parseCef(line)
  expect(cef).toMatchObject({ version: "0", product: "Wall | Gate", signature: "100", name: "Port \\ scan" })
  expect(cef?.extension).toMatchObject({ src: "10.0.0.1", msg: "two words=2", request: "http://x/?a=1&b=2" })
  expect(cef && namedExtension(cef)).toEqual({
    src: "10.0.0.1",
    msg: "two words=2",
    request: "http://x/?a=1&b=2",
    Policy: "Block all",
  })
})

test.each(["no such thing", "CEF:0|a|b", "CEF", ""])("%j holds none", (given) =>
  expect(parseCef(given)).toBeNull(),
)

test("a missing last bar is forgiven", () =>
  expect(parseCef("CEF:0|a|b|c|d|e|5")).toMatchObject({ severity: "5", extension: {} }))

test.each([
  ["0", "low"],
  ["3", "low"],
  ["4", "medium"],
  ["6", "medium"],
  ["7", "high"],
  ["9", "critical"],
  ["10", "critical"],
  ["Very-High", "critical"],
  ["Low", "low"],
  ["", "medium"],
])("severity %j is %s", (given, severity) => expect(cefSeverity(given).value).toBe(severity))

test("time is bounded", () => {
  const start = performance.now()
  parseCef(`CEF:0|a|b|c|d|e|5|${"a".repeat(200_000)}`)
  parseCef(`CEF:0|a|b|c|d|e|5|${" a=".repeat(60_000)}`)
  expect(performance.now() - start).toBeLessThan(1000)
})
