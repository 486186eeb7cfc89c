import { expect, test } from "vitest"
import { misshapeOf } from "./request-shape.ts"

const good = { method: "GET", url: "/ops/queue?sev=high", hosts: ["portal.example"] }

test.each([
  ["a page", {}, undefined],
  ["a port", { hosts: ["localhost:3000"] }, undefined],
  ["IPv6", { hosts: ["[::1]:3000"] }, undefined],
  ["no host, as in HTTP/1.0", { hosts: [] }, undefined],
  ["bad percent encoding in a query, which is text", { url: "/?q=%" }, undefined],
  ["bad percent encoding", { url: "/%" }, 400],
  ["overlong UTF-8", { url: "/%c0%af" }, 400],
  ["NUL", { url: "/a%00" }, 400],
  ["two hosts", { hosts: ["portal.example", "evil.example"] }, 400],
  ["TRACE", { method: "TRACE" }, 405],
  ["OPTIONS: nobody else's page may ask", { method: "OPTIONS" }, 405],
  ["a method of another protocol", { method: "PROPFIND" }, 405],
  ["another host", { url: "//evil.example/" }, 400],
  ["another host by scheme", { url: "http://evil.example/" }, 400],
  ["another host by backslash", { url: "/\\evil.example" }, 400],
  ["the target of a proxy", { url: "*" }, 400],
  ["a host with a path", { hosts: ["evil.example/x"] }, 400],
  ["a host with a user", { hosts: ["a@evil.example"] }, 400],
  ["an empty host", { hosts: [""] }, 400],
  ["a port that is none", { hosts: ["x:99999"] }, 400],
  ["a target without end", { url: `/${"a".repeat(9000)}` }, 414],
] as const)("%s", (_name, change, status) => {
  expect(misshapeOf({ ...good, ...change })?.status).toBe(status)
})
