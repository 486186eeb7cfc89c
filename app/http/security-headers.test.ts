import { expect, test } from "vitest"
import { pagePolicy, securityHeaders } from "./security-headers.ts"

test.each([
  ["https", true, "portal.example", "no-referrer"],
  ["this machine", false, "localhost:3000", "no-referrer"],
  ["this machine by number", false, "127.0.0.1:3000", "no-referrer"],
  ["this machine by IPv6", false, "[::1]:3000", "no-referrer"],
  ["no host at all", false, undefined, "no-referrer"],
  ["a machine nearby, in clear", false, "192.168.1.7:3000", "same-origin"],
  ["a name that only begins so", false, "localhost.evil.example", "same-origin"],
])("%s: what a link tells of where it stood", (_name, https, host, policy) => {
  expect(securityHeaders({ https, host })["referrer-policy"]).toBe(policy)
})

test("over https browsers are told to stay there, for two years", () => {
  const told = "strict-transport-security"
  expect(securityHeaders({ https: true, host: "x" })[told]).toBe("max-age=63072000; includeSubDomains")
  expect(securityHeaders({ https: false, host: "x" })[told]).toBeUndefined()
})

test("a page's policy lets no inline code run but ours", () => {
  for (const https of [true, false]) {
    const policy = pagePolicy("abc", { https, dev: false })
    expect(policy).not.toContain("unsafe")
    expect(policy).toContain("script-src 'self' 'nonce-abc';")
    expect(policy.includes("report-to csp")).toBe(https)
  }
})
