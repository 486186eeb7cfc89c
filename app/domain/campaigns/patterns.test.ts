import { expect, test } from "vitest"
import { newId } from "#app/kernel/ids.ts"
import type { EntityType } from "../incidents/entity.ts"
import { isPublic, patternsFrom, type Seen } from "./patterns.ts"

test.each<[EntityType, string, boolean]>([
  ["ip", "203.0.113.7", true],
  ["ip", "10.0.0.7", false],
  ["ip", "172.31.0.1", false],
  ["ip", "172.32.0.1", true],
  ["ip", "192.168.1.1", false],
  ["ip", "100.64.0.1", false],
  ["ip", "169.254.1.1", false],
  ["ip", "fd00::1", false],
  ["ip", "fe80::1", false],
  ["ip", "::ffff:10.1.1.1", false],
  ["ip", "2001:db8::7", true],
  ["domain", "evil.example", true],
  ["domain", "dc01.corp", false],
  ["domain", "printer", false],
  ["domain", "nas.local.", false],
  ["url", "https://evil.example/a", true],
  ["url", "http://10.0.0.1/login", false],
  ["url", "http://[fd00::1]/", false],
  ["url", "not a url", false],
  ["hash", "d41d8cd98f00b204e9800998ecf8427e", true],
  ["user", "administrator", false],
  ["asset", "db-1", false],
])("%s %s means the same everywhere: %s", (type, value, expected) => {
  expect(isPublic({ type, value })).toBe(expected)
})

test("entities that tie the same incidents are one pattern; most clients come first", () => {
  const [a, b, c] = [newId<"incident">(), newId<"incident">(), newId<"incident">()]
  const seen: Seen[] = [
    { type: "ip", value: "203.0.113.7", clients: 2, incidents: [a, b] },
    { type: "hash", value: "ff", clients: 2, incidents: [b, a] },
    { type: "domain", value: "evil.example", clients: 3, incidents: [a, b, c] },
    { type: "ip", value: "10.0.0.1", clients: 3, incidents: [a, b, c] },
    { type: "url", value: "https://evil.example/", clients: 1, incidents: [a] },
  ]
  expect(patternsFrom(seen)).toEqual([
    { entities: [{ type: "domain", value: "evil.example" }], clients: 3, incidents: [a, b, c] },
    {
      entities: [
        { type: "ip", value: "203.0.113.7" },
        { type: "hash", value: "ff" },
      ],
      clients: 2,
      incidents: [a, b],
    },
  ])
})
