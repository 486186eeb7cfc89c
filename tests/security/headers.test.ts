import { readdirSync } from "node:fs"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { newId } from "#app/kernel/ids.ts"
import { operations } from "#app/routes/api/registry.ts"
import { projectRoot } from "#db/migrate.ts"
import { createReceiver } from "#workers/receiver/handler.ts"
import { builtPortal } from "../support/built-portal.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"
import { bearerOf, signedIn, somePassword } from "../support/signed-in.ts"
import { type PlainAnswer, plainRequest, type PlainRequest, rawBytes } from "../support/plain-request.ts"

/* The headers of every kind of answer of every door, as they leave the real server of a portal reached over https. */
process.env["PUBLIC_URL"] = "https://portal.example"
const origin = "https://portal.example"
const { owner, ...config } = await testDatabase()
const portal = await builtPortal(config)
const receiver = createReceiver({ config, log: { error: () => {} }, isKnownAdapter, https: true })
await receiver.ready()
afterAll(() => receiver.close())
const url = await portal.listen("127.0.0.1", { origin, door: receiver.handle })
const floor = await newFloor()
// The walk through the API rotates, deletes and closes what it is given.
const spare = await newFloor()
await floor.send([{ key: "k", title: "Disk full", severity: "high" }])
await floor.drain()
const alert = (await floor.alerts())[0]!

const ids: Readonly<Record<string, string>> = {
  ...{ clientId: floor.tenant.id, sourceId: floor.sourceId, alertId: alert.id },
  incidentId: alert.incident!.id,
}
const fill = (path: string) =>
  path.replaceAll(/[:{](\w+)\}?/g, (_m, name: string) => ids[name] ?? newId()).replace("/*", "/alerts")
const own = { host: "portal.example", origin, "sec-fetch-site": "same-origin" }
const ask = (path: string, { headers, ...rest }: PlainRequest = {}) =>
  plainRequest(url, path, { ...rest, headers: { ...own, ...headers } })

type Kind = "page" | "mail" | "file" | "other"
const fixed = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "strict-transport-security": "max-age=63072000; includeSubDomains",
}
const everywhere = ["base-uri 'none'", "default-src"]
const policies = {
  page: ["default-src 'self'", "script-src 'self' 'nonce-", "style-src 'self' 'nonce-", "form-action 'self'"],
  mail: ["default-src 'none'", "sandbox", "frame-ancestors 'self'", "form-action 'none'"],
  file: ["default-src 'none'", "frame-ancestors 'none'"],
  other: ["default-src 'none'", "frame-ancestors 'none'", "form-action 'none'", "object-src 'none'"],
} as const satisfies Record<Kind, readonly string[]>

/** Asserts the headers; gives the status so that a test can say which answers it has seen. */
function expectHeaders({ status, headers }: PlainAnswer, kind: Kind, of: string): number {
  expect(headers, of).toMatchObject(fixed)
  expect(headers["permissions-policy"], of).toMatch(/camera=\(\).*geolocation=\(\).*microphone=\(\)/)
  const policy = headers["content-security-policy"] ?? ""
  for (const part of [...everywhere, ...policies[kind]]) expect(policy, of).toContain(part)
  if (kind === "page")
    for (const part of ["frame-ancestors 'none'", "object-src 'none'", "report-uri /csp-report"])
      expect(policy, of).toContain(part)
  if (kind !== "mail") expect(policy, of).not.toContain("unsafe")
  if (kind !== "file") expect(headers["cache-control"], of).toBe("no-store")
  for (const cookie of headers["set-cookie"] ?? []) {
    expect(cookie, of).toMatch(/^__Host-/)
    for (const part of ["HttpOnly", "Secure", "Path=/", "SameSite="]) expect(cookie, of).toContain(part)
  }
  return status
}

/** Pages are HTML; their data, errors of resource routes and everything else are not. */
const kindOf = ({ headers }: PlainAnswer): Kind =>
  headers["content-security-policy"]?.includes("sandbox")
    ? "mail"
    : headers["content-type"]?.startsWith("text/html")
      ? "page"
      : "other"

const admin = await signedIn("admin")
const viewer = await signedIn("viewer", floor.tenant.id)
// Signing out comes last: it ends what the others are asked with.
const screens = portal.paths
  .filter((path) => !path.startsWith("/api/") && path !== "/sign-out")
  .concat("/sign-out")

test("every screen and resource route, page and data, whoever asks and however", async () => {
  const seen = new Set<number>()
  for (const route of screens)
    for (const path of [fill(route), `${fill(route).replace(/\/$/, "/_")}.data`])
      for (const cookie of ["", admin.cookie, viewer.cookie])
        for (const method of ["GET", "HEAD", "POST"]) {
          const answer = await ask(path, {
            method,
            headers: { cookie, "content-type": "application/x-www-form-urlencoded" },
          })
          const status = expectHeaders(answer, kindOf(answer), `${method} ${path} ${cookie && "signed in"}`)
          seen.add(status)
          expect(status, `${method} ${path}`).not.toBe(500)
        }
  // 202 is a redirect in the framework's data answers.
  for (const status of [200, 202, 302, 404, 405]) expect([...seen]).toContain(status)
})

test("signing in gives a pinned cookie; signing out clears what the browser kept", async () => {
  const person = await signedIn("analyst")
  const form = { "content-type": "application/x-www-form-urlencoded" }
  const body = new URLSearchParams({ email: person.email, password: somePassword }).toString()
  const into = await ask("/sign-in", { method: "POST", headers: form, body })
  expect(expectHeaders(into, "other", "sign-in")).toBe(302)
  expect(into.headers["set-cookie"]?.join()).toMatch(/^__Host-session=/)
  for (const path of ["/sign-out", "/sign-out.data"]) {
    const out = await ask(path, { method: "POST", headers: { ...form, cookie: person.cookie } })
    expectHeaders(out, "other", path)
    expect(out.headers["clear-site-data"], path).toContain('"cache"')
    expect(out.headers["clear-site-data"], path).toContain('"storage"')
    expect(out.headers["set-cookie"]?.join(), path).toMatch(/^__Host-session=;/)
  }
})

test("every operation of the API, with and without a token, and what is no operation", async () => {
  const bearer = await bearerOf("admin")
  const json = { "content-type": "application/json" }
  for (const operation of operations)
    for (const headers of [{}, bearer]) {
      const { method } = operation
      const path = fill(operation.path).replace(floor.sourceId, spare.sourceId)
      const answer = await ask(`/api/v1${path}`, {
        method,
        headers: { ...json, ...headers },
        ...(operation.body ? { body: "{" } : {}),
      })
      expect([200, 204, 400, 401, 404, 409, 422, 201]).toContain(
        expectHeaders(answer, "other", `${method} ${operation.path}`),
      )
    }
  const others = [
    ["GET", "/api/v1/nothing", 404],
    ["PATCH", "/api/v1/clients", 405],
    ["GET", "/api/v1/openapi.json", 200],
    ["GET", "/api/v1", 404],
  ] as const
  for (const [method, path, status] of others)
    expect(expectHeaders(await ask(path, { method, headers: bearer }), "other", path)).toBe(status)
})

test("the ingest door", async () => {
  const { token } = floor
  const body = '{"title":"x"}'
  const deliveries = [
    ["POST", `/ingest/v1/generic/${token}`, 202],
    ["POST", "/ingest/v1/generic/nobodys", 401],
    ["POST", "/ingest/v1/unheard-of", 404],
    ["GET", "/ingest/v1/generic", 405],
    ["GET", "/ingest", 404],
  ] as const
  for (const [method, path, status] of deliveries) {
    const send = method === "POST" ? { body, headers: { "content-type": "application/json" } } : {}
    expect(expectHeaders(await ask(path, { method, ...send }), "other", path)).toBe(status)
  }
})

test("machine paths and reports of the policy", async () => {
  const report = JSON.stringify({ "csp-report": { "blocked-uri": "inline" } })
  const asked = [
    ["GET", "/healthz", {}, 200],
    ["GET", "/readyz", {}, 200],
    ["GET", "/metrics", {}, 401],
    ["GET", "/metrics", await bearerOf("admin", floor.tenant.id), 401],
    ["GET", "/metrics", await bearerOf("admin"), 200],
    ["POST", "/healthz", {}, 405],
    ["GET", "/csp-report", {}, 405],
  ] as const
  for (const [method, path, headers, status] of asked)
    expect(expectHeaders(await ask(path, { method, headers }), "other", path)).toBe(status)
  for (const [body, status] of [
    [report, 204],
    ["nonsense", 400],
    ["x".repeat(20_000), 413],
  ] as const)
    expect(expectHeaders(await ask("/csp-report", { method: "POST", body }), "other", body)).toBe(status)
})

test("hashed files are kept for ever, others for an hour; their absence is not", async () => {
  const [file] = readdirSync(join(projectRoot(), "build/client/assets"))
  const kept = await ask(`/assets/${file}`)
  expect(expectHeaders(kept, "file", "asset")).toBe(200)
  expect(kept.headers["cache-control"]).toBe("public, max-age=31536000, immutable")
  const etag = kept.headers.etag ?? ""
  const again = await ask(`/assets/${file}`, { headers: { "if-none-match": etag } })
  expect(expectHeaders(again, "file", "asset again")).toBe(304)
  expect((await ask("/favicon.svg")).headers["cache-control"]).toBe("public, max-age=3600")
  const missing = await ask("/assets/nothing.js")
  expect(expectHeaders(missing, "page", "no such file")).toBe(404)
  expect((await ask(`/assets/${file}`, { method: "POST" })).status).toBe(404)
})

test("refusals before anything is read", async () => {
  for (const [path, request, status] of [
    ["/sign-in", { method: "POST", headers: { "sec-fetch-site": "cross-site" } }, 403],
    ["/ops/queue", { method: "TRACE" }, 405],
    ["/ops/queue", { method: "PROPFIND" }, 405],
    ["/ops/queue", { method: "OPTIONS" }, 405],
    ["//evil.example/", {}, 400],
    ["/", { headers: { host: "a/b" } }, 400],
    [`/${"a".repeat(9_000)}`, {}, 414],
    ["/sign-in", { method: "POST", body: Buffer.alloc(3_000_000) }, 413],
    [
      "/sign-in",
      { method: "POST", headers: { "transfer-encoding": "chunked" }, body: Buffer.alloc(3_000_000) },
      413,
    ],
  ] as const)
    expect(expectHeaders(await ask(path, request), "other", path)).toBe(status)
  const answer = await rawBytes(url, "NONSENSE\r\n\r\n")
  expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  for (const [name, value] of Object.entries({ ...fixed, "cache-control": "no-store" }))
    expect(answer).toContain(`${name}: ${value}\r\n`)
})

test("errors of ours: the same headers, and not a word about what is inside", async () => {
  const { cookie } = await signedIn("admin")
  await owner`alter table alerts rename to alerts_away`
  const asked = [
    await ask("/ops/queue", { headers: { cookie } }),
    await ask("/ops/queue.data", { headers: { cookie } }),
    await ask(`/ops/alerts/${alert.id}/facts`, { headers: { cookie } }),
    await ask("/api/v1/alerts", { headers: await bearerOf("admin") }),
  ]
  await owner`alter table alerts_away rename to alerts`
  for (const answer of asked) {
    expect(expectHeaders(answer, kindOf(answer), "500")).toBe(500)
    expect(answer.text).not.toMatch(/select|relation|alerts_away|\.ts\b|\bat \w+ \(|drizzle|node_modules/i)
  }
})

test("an error on a page has its own nonce, and no nonce comes twice", async () => {
  const nonces = await Promise.all(
    ["/sign-in", "/sign-in", "/nothing"].map(async (path) => {
      const { headers, text } = await ask(path)
      const nonce = /'nonce-([^']+)'/.exec(String(headers["content-security-policy"]))?.[1] ?? ""
      expect(Buffer.from(nonce, "base64").length).toBeGreaterThanOrEqual(16)
      for (const [, found] of text.matchAll(/<script[^>]*nonce="([^"]*)"/g)) expect(found).toBe(nonce)
      expect(text.match(/<script(?![^>]*nonce=)/)).toBeNull()
      return nonce
    }),
  )
  expect(new Set(nonces).size).toBe(3)
})
