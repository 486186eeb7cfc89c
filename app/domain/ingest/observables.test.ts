import { expect, test } from "vitest"
import {
  findObservables,
  observable,
  pickObservables,
  scanObservables,
  uniqueObservables,
} from "./observables.ts"

test("finds addresses, hashes, links, mails and CVEs in a text", () => {
  const text =
    "from 10.0.0.1:443 to 2001:db8::1, see https://evil.example/a?b=1 (CVE-2024-12345) by Bob@Example.com, md5=44d88612fea8a8f36de82e1278abb02f."
  expect(findObservables(text)).toEqual([
    { type: "ip", value: "10.0.0.1" },
    { type: "ip", value: "2001:db8::1" },
    { type: "url", value: "https://evil.example/a?b=1" },
    { type: "domain", value: "evil.example" },
    { type: "cve", value: "CVE-2024-12345" },
    { type: "mail", value: "bob@example.com" },
    { type: "hash", value: "44d88612fea8a8f36de82e1278abb02f" },
  ])
})

test.each([
  ["10.0.0.1:443", "10.0.0.1"],
  ["[::ffff:10.0.0.1]:51234", "10.0.0.1"],
  ["[2001:DB8::1]:443", "2001:db8::1"],
  ["fe80::1%eth0", "fe80::1"],
])("the address in %s is %s", (given, value) =>
  expect(observable("ip", given)).toEqual([{ type: "ip", value }]),
)

test.each(["std::vector a::b", "at 10:20:30", "v1.2.3", "a=b:c", "-- ::: ..."])("nothing in %s", (text) =>
  expect(findObservables(text)).toEqual([]),
)

test("a named address of many colons is read whole", () =>
  expect(findObservables("src=2001:db8::5 dst:10.0.0.9")).toEqual([
    { type: "ip", value: "2001:db8::5" },
    { type: "ip", value: "10.0.0.9" },
  ]))

test("known fields give what their type says, wherever they stand", () => {
  const event = { Src_IP: "10.0.0.1", http: { hostname: "Shop.Example." }, actor: "(none)" }
  expect(pickObservables(event, { ip: ["src_ip"], domain: ["http.hostname"], user: ["actor"] })).toEqual([
    { type: "ip", value: "10.0.0.1" },
    { type: "domain", value: "shop.example" },
  ])
})

test("a whole value is searched, but the versions of programs are no addresses", () => {
  expect(scanObservables({ a: [{ from: "10.0.0.1" }], agent_version: "10.0.0.2", n: 5, x: null })).toEqual([
    { type: "ip", value: "10.0.0.1" },
  ])
  expect(scanObservables(Array.from({ length: 50_000 }, (_, i) => `10.0.${i >> 8}.1`)).length).toBeLessThan(
    200,
  )
})

test.each([
  ["ip", "999.1.1.1"],
  ["hash", "xyz"],
  ["domain", "no spaces.example"],
  ["url", "javascript:alert(1)"],
  ["mail", "a@b"],
  ["cve", "CVE-24-1"],
  ["user", "-"],
] as const)("%s is not made of %s", (type, value) => expect(observable(type, value)).toEqual([]))

test("a text made to stall a pattern is read like any other", { timeout: 5000 }, () => {
  expect(findObservables(`${"a".repeat(19_000)}@${"b.".repeat(5000)}`)).toEqual([])
  expect(findObservables(`${" ".repeat(100_000)}x`)).toEqual([])
  for (let i = 0; i < 200; i++) findObservables(`${".".repeat(19_000)}x`)
})

test("each once", () =>
  expect(uniqueObservables([...observable("ip", "1.1.1.1"), ...observable("ip", "1.1.1.1")])).toHaveLength(1))
