import { expect, test } from "vitest"
import { misshapeOf } from "./request-shape.ts"

const good = { method: "GET", url: "/ops/queue?sev=high", host: "portal.example" }

test.each([
  ["a page", {}, undefined],
  ["a port", { host: "localhost:3000" }, undefined],
  ["IPv6", { host: "[::1]:3000" }, undefined],
  ["no host, as in HTTP/1.0", { host: undefined }, undefined],
  ["bad percent encoding, which is a path like any other", { url: "/%" }, undefined],
  ["TRACE", { method: "TRACE" }, 405],
  ["OPTIONS: nobody else's page may ask", { method: "OPTIONS" }, 405],
  ["a method of another protocol", { method: "PROPFIND" }, 405],
  ["another host", { url: "//evil.example/" }, 400],
  ["another host by scheme", { url: "http://evil.example/" }, 400],
  ["another host by backslash", { url: "/\\evil.example" }, 400],
  ["the target of a proxy", { url: "*" }, 400],
  ["a host with a path", { host: "evil.example/x" }, 400],
  ["a host with a user", { host: "a@evil.example" }, 400],
  ["an empty host", { host: "" }, 400],
  ["a port that is none", { host: "x:99999" }, 400],
  ["a target without end", { url: `/${"a".repeat(9000)}` }, 414],
] as const)("%s", (_name, change, status) => {
  expect(misshapeOf({ ...good, ...change })?.status).toBe(status)
})
