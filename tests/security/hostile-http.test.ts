import { afterAll, expect, test } from "vitest"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { createReceiver } from "#workers/receiver/handler.ts"
import { builtPortal } from "../support/built-portal.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"
import { bearerOf, signedIn } from "../support/signed-in.ts"
import { plainRequest, rawBytes } from "../support/plain-request.ts"

/* Requests nobody's browser makes. Each is answered by a clean refusal or not at all, and the next request by everything. */
const { owner: _, ...config } = await testDatabase()
const portal = await builtPortal(config)
const receiver = createReceiver({ config, log: { error: () => {} }, isKnownAdapter })
await receiver.ready()
afterAll(() => receiver.close())
const url = await portal.listen("", { door: receiver.handle })
const floor = await newFloor()
await floor.send([{ title: "Disk full", severity: "high" }])
await floor.drain()
const { cookie } = await signedIn("admin")
const bearer = await bearerOf("admin")

/** What nobody outside may read: a stack, a statement, a file, a name of the database's. */
const inside =
  /\bat (?:async )?[\w.<>]+ \((?:file|node|\/)|node_modules|\.(?:ts|js):\d+|\bselect [^<]{1,300} from (?:"|&quot;)|Failed query|PostgresError|syntax error|relation "|column "|\bECONN/i

async function stillAnswers(of: string) {
  expect((await plainRequest(url, "/healthz")).status, of).toBe(200)
}

const many = (count: number, each: (i: number) => string) => Array.from({ length: count }, (_v, i) => each(i))
const crlf = "\r\n"
const lines = (...all: string[]) => `${all.join(crlf)}${crlf}${crlf}`
const get = "GET /sign-in HTTP/1.1"
const host = "Host: localhost:3000"
const end = "Connection: close"

test.each([
  ["no HTTP at all", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
  ["nothing but noise", Buffer.from(many(500, (i) => String.fromCharCode((i * 7) % 256)).join(""), "latin1")],
  ["a line without a version", lines("GET /")],
  ["a version of another time", lines("GET / HTTP/9.9", host, end)],
  ["no host", lines(get, end)],
  ["two hosts", lines(get, host, "Host: evil.example", end)],
  ["a host that is a path", lines(get, "Host: a/b?c", end)],
  ["a space before the colon", lines(get, host, "X-Bad : 1", end)],
  ["a folded header", lines(get, host, "X-Long: a", "  b", end)],
  ["a bare line feed in a header", lines(get, host, "X-Bad: a\nX-More: b", end)],
  ["NUL in a header", lines(get, host, "X-Bad: a\0b", end)],
  ["20 kB of header", lines(get, host, `X-Big: ${"a".repeat(20_000)}`, end)],
  ["3,000 headers", lines(get, host, ...many(3_000, (i) => `X-${i}: 1`), end)],
  ["a target of 100 kB", lines(`GET /${"a".repeat(100_000)} HTTP/1.1`, host, end)],
  ["a target with a space", lines("GET /a b HTTP/1.1", host, end)],
  ["a target with raw bytes", Buffer.from(lines("GET /\xff\xfe HTTP/1.1", host, end), "latin1")],
  [
    "both lengths at once",
    lines("POST /sign-in HTTP/1.1", host, "Content-Length: 4", "Transfer-Encoding: chunked", end) +
      "0\r\n\r\n",
  ],
  [
    "two lengths",
    lines("POST /sign-in HTTP/1.1", host, "Content-Length: 4", "Content-Length: 5", end) + "aaaaa",
  ],
  ["a negative length", lines("POST /sign-in HTTP/1.1", host, "Content-Length: -1", end)],
  [
    "a chunk that lies",
    lines("POST /sign-in HTTP/1.1", host, "Transfer-Encoding: chunked", end) + "zz\r\nabc\r\n",
  ],
  [
    "an unknown transfer coding",
    lines("POST /sign-in HTTP/1.1", host, "Transfer-Encoding: identity, chunked2", end),
  ],
  ["CONNECT", lines("CONNECT evil.example:443 HTTP/1.1", "Host: evil.example:443")],
  ["TRACE with a cookie", lines("TRACE / HTTP/1.1", host, "Cookie: session=secret", end)],
  ["a method nobody has", lines("FROBNICATE / HTTP/1.1", host, end)],
  [
    "an upgrade to a socket",
    lines(
      "GET /events HTTP/1.1",
      host,
      "Upgrade: websocket",
      "Connection: Upgrade, close",
      "Sec-WebSocket-Key: x",
    ),
  ],
  [
    "a body that is announced and never comes",
    lines("POST /csp-report HTTP/1.1", host, "Content-Length: 99999999999", end),
  ],
] as const)("%s", async (name, bytes) => {
  const answer = await rawBytes(url, bytes)
  if (answer !== "") expect(answer).toMatch(/^HTTP\/1\.1 [34]\d\d /)
  expect(inside.exec(answer)?.[0]).toBeUndefined()
  expect(answer).not.toContain("session=secret")
  await stillAnswers(name)
})

const paths: readonly string[] = [
  "/%",
  "/%zz",
  "/%c0%af",
  "/%00",
  "/ops/alerts/%00",
  "/ops/alerts/%",
  "/ops/alerts/%ff%fe",
  "/client/incidents/%e0%80%80",
  "/../../../../etc/passwd",
  "/%2e%2e/%2e%2e/etc/passwd",
  "/assets/../../server/index.js",
  "/assets/%2e%2e/%2e%2e/server/index.js",
  "/assets/..%2f..%2fserver/index.js",
  "/assets/%5c..%5c..%5cserver/index.js",
  "/assets/%00",
  "/.env",
  "/.git/config",
  "/server/index.js",
  "/assets/index.js.map",
  "/package.json",
  "/.vite/manifest.json",
  "/ops/alerts/__proto__",
  "/ops/alerts/constructor",
  "/__proto__",
  "/constructor",
  "/ops/queue?__proto__[x]=1&constructor.prototype.x=1&__proto__=1",
  "/ops/queue?view=__proto__",
  "/ops/queue?view=constructor",
  "/ops/queue?sev=__proto__,constructor",
  "/ops/queue?client=' or 1=1--",
  "/ops/queue?after=x&after=y",
  "/ops/queue?after=eyJhIjoxfQ",
  "/ops/queue?q=%00",
  "/ops/queue?q=%ff",
  "/ops/queue?q=(a%2B)%2B%24",
  "/ops/queue?q=%5B",
  "/ops/queue?q=%25%27%5C_",
  "/ops/queue?view=mine&view=closed",
  "/ops/queue/rows?ids=%00",
  "/ops/queue/rows?ids=x,y",
  "/ops/incidents?q=%00&after=%00",
  "/admin/audit?q=%00",
  "/admin/audit?actor=%00&client=%00&target=%00",
  "/admin/audit?after=99999-99-99&before=%00",
  "/admin/audit?action=__proto__",
  "/admin/audit?cursor=%00",
  "/admin/audit/export?chain=__proto__",
  "/admin/audit/export?chain=provider&after=%00",
  "/admin/mail?status=__proto__",
  "/admin/mail?cursor=x",
  "/admin/mail/x/body",
  "/sign-in?to=%00",
  "/sign-in?to=%",
  "/__manifest",
  "/__manifest?paths=%00&version=x",
  `/__manifest?version=x&paths=${"a,".repeat(3_000)}`,
  "/ops/queue.data?_routes=__proto__",
  "/ops/queue.data?_routes=%00",
  "/.data",
  "/_root.data",
  "/api/v1/%00",
  "/api/v1/alerts/%00",
  "/api/v1/alerts?search=%00",
  "/api/v1/alerts?__proto__=1",
  "/api/v1/alerts?limit=1e309",
  "/api/v1/alerts?since=99999999999999999999",
  "/api/v1/audit?cursor=%00",
  "/api/v1/clients/constructor",
  "/ingest/v1/__proto__",
  "/ingest/v1/constructor/x",
  "/ingest/%",
  `/ops/queue?${many(1_500, (i) => `a${i}=`).join("&")}`,
  `/ops/queue?${many(1_000, () => "sev=low").join("&")}`,
].map((path) => path.replaceAll(" ", "%20"))

test.each(paths)("%s", async (path) => {
  for (const headers of [{}, { cookie }, bearer]) {
    const { status, text } = await plainRequest(url, path, {
      headers: { host: "localhost:3000", ...headers },
    })
    expect(status).toBeGreaterThanOrEqual(200)
    expect(status, text.slice(0, 200)).toBeLessThan(500)
    expect(inside.exec(text)?.[0]).toBeUndefined()
    expect(text).not.toMatch(/root:.*:0:0:|"private": true/)
  }
  await stillAnswers(path)
})

test("10,000 query parameters are too much, and said to be", async () => {
  const query = many(10_000, (i) => `a${i}=${i}`).join("&")
  for (const path of ["/ops/queue", "/api/v1/alerts", "/sign-in"]) {
    const { status } = await plainRequest(url, `${path}?${query}`, { headers: { cookie, ...bearer } })
    expect([414, 431]).toContain(status)
  }
  await stillAnswers("parameters")
})

test.each([
  ["empty", ""],
  ["no name", "=;=;;;"],
  ["of another kind", 'session=a b"c,d'],
  ["bad encoding", "session=%; theme=%c0%af"],
  ["a prototype", "__proto__=x; constructor=y; session=__proto__"],
  ["many", many(300, (i) => `c${i}=v`).join("; ")],
  ["the same twice", "session=a; session=b"],
  ["NUL and quotes", "session='%00'--"],
])("cookies: %s", async (_name, value) => {
  for (const path of ["/ops/queue", "/sign-in", "/events", "/ops/queue.data"]) {
    const { status, text } = await plainRequest(url, path, { headers: { cookie: value } })
    expect([200, 202, 302], path).toContain(status)
    expect(inside.exec(text)?.[0]).toBeUndefined()
  }
})

const own = { host: "localhost:3000", "sec-fetch-site": "same-origin" }
test.each([
  ["not a form", "text/plain", "x"],
  ["no type", "", "a=b"],
  [
    "a form without end",
    "multipart/form-data; boundary=b",
    '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n',
  ],
  ["a form without a boundary", "multipart/form-data", "x"],
  ["bad UTF-8", "application/x-www-form-urlencoded", Buffer.from([0x61, 0x3d, 0xff, 0xfe, 0xc0, 0xaf])],
  ["bad encoding", "application/x-www-form-urlencoded", "a=%zz&%=%"],
  [
    "a prototype",
    "application/x-www-form-urlencoded",
    "__proto__=x&constructor[prototype][x]=1&verdict=__proto__",
  ],
  [
    "a file where a word is expected",
    "multipart/form-data; boundary=b",
    '--b\r\nContent-Disposition: form-data; name="email"; filename="x"\r\n\r\nx\r\n--b--\r\n',
  ],
  ["10,000 fields", "application/x-www-form-urlencoded", many(10_000, (i) => `a${i}=1`).join("&")],
  ["deep JSON", "application/json", "[".repeat(100_000)],
  [
    "NUL in a field",
    "application/x-www-form-urlencoded",
    "email=%00&password=%00&act=note&lane=internal&text=%00",
  ],
])("bodies: %s", async (name, type, body) => {
  const incident = (await floor.alerts())[0]?.incident?.id ?? ""
  for (const path of [
    "/sign-in",
    "/theme",
    "/ops/queue/verdict",
    `/ops/incidents/${incident}`,
    "/admin/audit",
    "/csp-report",
    "/api/v1/clients",
    `/ingest/v1/generic/${floor.token}`,
  ]) {
    const headers = { ...own, cookie, ...bearer, ...(type ? { "content-type": type } : {}) }
    const { status, text } = await plainRequest(url, path, { method: "POST", headers, body })
    expect(status, `${path} ${text.slice(0, 300)}`).toBeLessThan(500)
    expect(inside.exec(text)?.[0]).toBeUndefined()
  }
  await stillAnswers(name)
})
