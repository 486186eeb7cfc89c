import { expect, test } from "vitest"
import { isLoopbackOrigin, mayReach, outwardUrl } from "./outward-address.ts"

const strict = { loopback: false }
const developing = { loopback: true }

test.each([
  "https://login.example.com",
  "https://login.example.com:8443/realms/acme",
  "https://8.8.8.8/",
  "https://[2606:4700::1111]/",
])("%s may be asked", (text) => expect(outwardUrl(text, strict).ok).toBe(true))

test.each([
  "http://login.example.com",
  "ftp://login.example.com",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "login.example.com",
  "",
  "https://user:secret@login.example.com",
  "https://intranet",
  "https://localhost",
  "http://localhost:9000",
  "http://127.0.0.1:9000",
  "https://127.0.0.1",
  // Other ways to write 127.0.0.1 and 169.254.169.254.
  "https://2130706433/",
  "https://0x7f.1/",
  "https://0251.0376.0251.0376/",
  "https://169.254.169.254/latest/meta-data/",
  "https://10.0.0.1",
  "https://172.31.255.255",
  "https://192.168.1.1",
  "https://100.64.0.1",
  "https://0.0.0.0",
  "https://224.0.0.1",
  "https://255.255.255.255",
  "https://[::1]",
  "https://[::]",
  "https://[fe80::1]",
  "https://[fd00::1]",
  "https://[::ffff:10.0.0.1]",
  "https://[::ffff:7f00:1]",
  "https://[64:ff9b::10.0.0.1]",
  "https://[2002:7f00:1::]",
  "https://[2001:db8::1]",
])("%s is refused", (text) => expect(outwardUrl(text, strict).ok).toBe(false))

test("on a developer's machine this machine counts as outside, also without TLS, and nothing else does", () => {
  for (const text of ["http://localhost:9000", "http://127.0.0.1:9000", "http://[::1]:9000"])
    expect(outwardUrl(text, developing).ok, text).toBe(true)
  for (const text of [
    "http://10.0.0.1",
    "http://example.com",
    "https://192.168.1.1",
    "http://127.0.0.1@evil",
  ])
    expect(outwardUrl(text, developing).ok, text).toBe(false)
})

test.each([
  ["127.0.0.1", false, true],
  ["::1", false, true],
  ["10.1.2.3", false, false],
  ["93.184.216.34", true, true],
  ["2606:4700::1", true, true],
  ["not an address", false, false],
])("what a name resolves to: %s", (address, always, whileDeveloping) => {
  expect(mayReach(address, strict)).toBe(always)
  expect(mayReach(address, developing)).toBe(whileDeveloping)
})

test("a portal on this machine is known by its origin", () => {
  expect(isLoopbackOrigin("http://localhost:3000")).toBe(true)
  expect(isLoopbackOrigin("https://localhost.example.com")).toBe(false)
  expect(isLoopbackOrigin("https://portal.example.com")).toBe(false)
})
