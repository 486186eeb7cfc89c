import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { globMatches } from "./glob.ts"
import { matcher, type Matchable } from "./matcher.ts"
import { matches } from "./matches.ts"
import { inNetwork } from "./network.ts"

const alert: Matchable = {
  title: "Disk full on web-1",
  description: null,
  severity: 2,
  discipline: "noc",
  category: "capacity",
  asset: "web-1.example.com",
  rule: "DiskFull",
  sourceId: "0192f0c1-2b3c-7def-8123-456789abcdef",
  tool: "alertmanager",
  serviceId: null,
  url: null,
  techniques: ["T1110"],
  observables: [
    { type: "ip", value: "10.1.2.3" },
    { type: "user", value: "Ana" },
  ],
  labels: { env: "prod", __proto__x: "1" },
}
const one = (field: string, op: string, ...values: string[]) =>
  matches(matcher.parse({ conditions: [{ field, op, values }] }), alert)

describe("conditions", () => {
  it.each([
    ["title", "contains", ["DISK"], true],
    ["title", "is", ["Disk full"], false],
    ["asset", "starts-with", ["web-"], true],
    ["asset", "glob", ["web-?.*.com"], true],
    ["asset", "glob", ["web-?"], false],
    ["rule", "is", ["Other", "diskfull"], true],
    ["rule", "is-not", ["DiskFull"], false],
    ["rule", "is-not", ["Other"], true],
    ["url", "is-not", ["x"], true],
    ["url", "missing", [], true],
    ["labels.env", "exists", [], true],
    ["labels.toString", "exists", [], false],
    ["labels.env", "is", ["prod"], true],
    ["severity", "at-least", ["medium"], true],
    ["severity", "at-least", ["critical"], false],
    ["severity", "at-least", ["nonsense"], false],
    ["entity", "is", ["ana"], true],
    ["entity.ip", "in-network", ["10.0.0.0/8"], true],
    ["entity.ip", "in-network", ["192.168.0.0/16"], false],
    ["entity.user", "in-network", ["0.0.0.0/0"], false],
    ["technique", "is", ["t1110"], true],
    ["service", "exists", [], false],
  ] as const)("%s %s %j: %s", (field, op, values, expected) => {
    expect(one(field, op, ...values)).toBe(expected)
  })

  it("all or any", () => {
    const conditions = [
      { field: "title", op: "contains", values: ["disk"] },
      { field: "rule", op: "is", values: ["nope"] },
    ]
    expect(matches(matcher.parse({ mode: "all", conditions }), alert)).toBe(false)
    expect(matches(matcher.parse({ mode: "any", conditions }), alert)).toBe(true)
    expect(matches(matcher.parse({ conditions: [] }), alert)).toBe(true)
  })

  it("upper and lower case differ where asked", () => {
    const conditions = [{ field: "rule", op: "is", values: ["diskfull"], foldCase: false }]
    expect(matches(matcher.parse({ conditions }), alert)).toBe(false)
  })

  it("fields that alerts do not have are refused", () => {
    expect(matcher.safeParse({ conditions: [{ field: "constructor", op: "exists" }] }).success).toBe(false)
    expect(matcher.safeParse({ conditions: [{ field: "title", op: "is", values: [] }] }).success).toBe(false)
  })
})

describe("glob", () => {
  it("agrees with the pattern it stands for", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 12 })
    const glob = fc.string({ unit: fc.constantFrom("a", "b", ".", "*", "?"), maxLength: 8 })
    fc.assert(
      fc.property(glob, text, (g, t) => {
        const escaped = g.replaceAll(".", "\\.").replaceAll("*", ".*").replaceAll("?", ".")
        expect(globMatches(g, t)).toBe(new RegExp(`^${escaped}$`).test(t))
      }),
    )
  })
})

describe("networks", () => {
  it.each([
    ["10.0.0.0/8", "10.255.0.1", true],
    ["10.0.0.1", "10.0.0.1", true],
    ["10.0.0.1", "10.0.0.2", false],
    ["0.0.0.0/0", "203.0.113.9", true],
    ["2001:db8::/32", "2001:db8::1", true],
    ["2001:db8::/32", "10.0.0.1", false],
    ["10.0.0.0/33", "10.0.0.1", false],
    ["10.0.0.0/", "10.0.0.1", false],
    ["10.0.0.0/8/8", "10.0.0.1", false],
    ["host", "10.0.0.1", false],
  ])("%s holds %s: %s", (range, address, expected) => {
    expect(inNetwork(range, address)).toBe(expected)
  })
})
