import fc from "fast-check"
import { expect, test } from "vitest"
import { domainOf, readDomains, readIssuer } from "./connection.ts"

test.each([
  ["acme.example", ["acme.example"]],
  [" @Acme.Example, acme.example;\nACME.co.uk ", ["acme.example", "acme.co.uk"]],
  ["bücher.example", ["xn--bcher-kva.example"]],
  ["acme.example.", ["acme.example"]],
])("%j names %j", (text, domains) => expect(readDomains(text)).toEqual({ ok: true, value: domains }))

test.each([
  "",
  " , ",
  "acme",
  "acme..example",
  "-acme.example",
  "acme.example/evil",
  "bo@acme.example",
  "10.0.0.1",
  "gmail.com",
  "acme.example, GMail.com",
  "*.acme.example",
  Array.from({ length: 51 }, (_, i) => `d${i}.example`).join(","),
])("%j is refused in words", (text) => {
  const read = readDomains(text)
  expect(read.ok).toBe(false)
  expect(!read.ok && read.error).toMatch(/\.$/)
})

test.each([
  ["Bo@Acme.Example", "acme.example"],
  [" bo@bücher.example ", "xn--bcher-kva.example"],
  ['"a@b"@acme.example', "acme.example"],
  ["bo@acme", null],
  ["acme.example", null],
  ["@acme.example", null],
  ["", null],
])("the domain of %j is %j", (email, domain) => expect(domainOf(email)).toBe(domain))

test("whatever is typed, what is read is lower case, of the right form, once each, and read again the same", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fc.domain()).map((all) => all.join(", ")),
      ),
      (text) => {
        const read = readDomains(text)
        if (!read.ok) return
        expect(read.value).toEqual([...new Set(read.value)])
        expect(read.value.every((domain) => domain === domain.toLowerCase())).toBe(true)
        expect(readDomains(read.value.join(" "))).toEqual(read)
        for (const domain of read.value) expect(domainOf(`bo@${domain}`)).toBe(domain)
      },
    ),
  )
})

test("the address of the discovery document stands for its issuer", () => {
  expect(readIssuer(" https://a.example/realms/x/.well-known/openid-configuration ")).toBe(
    "https://a.example/realms/x",
  )
  expect(readIssuer("https://a.example/")).toBe("https://a.example/")
})
