import { afterAll, expect, test } from "vitest"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { newId } from "#app/kernel/ids.ts"
import { operations } from "#app/routes/api/registry.ts"
import { createReceiver } from "#workers/receiver/handler.ts"
import { builtPortal } from "../support/built-portal.ts"
import { testDatabase } from "../support/database.ts"
import { changedTables, fingerprints } from "../support/fingerprints.ts"
import { newFloor } from "../support/floor.ts"
import { bearerOf, signedIn } from "../support/signed-in.ts"
import { plainRequest } from "../support/plain-request.ts"

/* What a page of somebody else can make a signed-in browser do: nothing. Every route, from the table the server runs by. */
const { owner, ...config } = await testDatabase()
const portal = await builtPortal(config)
const receiver = createReceiver({ config, log: { error: () => {} }, isKnownAdapter, https: true })
await receiver.ready()
afterAll(() => receiver.close())
const origin = "https://portal.example"
const url = await portal.listen("127.0.0.1", { origin, door: receiver.handle })
const floor = await newFloor()
await floor.send([{ key: "k", title: "Disk full", severity: "high" }])
await floor.drain()
const alert = (await floor.alerts())[0]!
const admin = await signedIn("admin")
const viewer = await signedIn("viewer", floor.tenant.id)

const ids: Readonly<Record<string, string>> = {
  ...{ clientId: floor.tenant.id, sourceId: floor.sourceId, alertId: alert.id },
  incidentId: alert.incident!.id,
}
const fill = (path: string) => path.replaceAll(/[:{](\w+)\}?/g, (_m, name: string) => ids[name] ?? newId())
const screens = portal.paths.filter((path) => !path.startsWith("/api/"))
const pages = screens.flatMap((path) => [fill(path), `${fill(path).replace(/\/$/, "/_")}.data`])

const foreign = {
  "another origin": { origin: "https://evil.example" },
  "another origin, said twice": { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  "an opaque origin": { origin: "null" },
  "no origin, another site": { "sec-fetch-site": "cross-site" },
  "a sibling host": { origin: "https://blog.portal.example", "sec-fetch-site": "same-site" },
  "a sibling host, Origin alone": { origin: "https://blog.portal.example" },
  "an origin that only begins so": { origin: "https://portal.example.evil.example" },
  "our address typed in": { "sec-fetch-site": "none" },
  "nothing at all": {},
  "another host behind a forged proxy": {
    ...{ origin: "https://evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" },
    forwarded: "host=evil.example;proto=https",
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>
const bodies = [
  ["application/x-www-form-urlencoded", `verdict=take&id=${alert.id}&act=acknowledge&theme=light`],
  ["text/plain", `{"verdict":"take","id":"${alert.id}"}`],
  [
    "multipart/form-data; boundary=b",
    '--b\r\nContent-Disposition: form-data; name="act"\r\n\r\nacknowledge\r\n--b--\r\n',
  ],
  ["application/json", "{}"],
] as const

test.each(Object.entries(foreign))(
  "%s: refused by every route, every method, every body",
  async (_name, from) => {
    const before = await fingerprints(owner)
    for (const path of pages)
      for (const method of ["POST", "PUT", "PATCH", "DELETE"])
        for (const [type, body] of method === "POST" ? bodies : bodies.slice(0, 1)) {
          const headers = { host: "portal.example", cookie: admin.cookie, "content-type": type, ...from }
          const answer = await plainRequest(url, path, { method, headers, body })
          expect(answer.status, `${method} ${path} ${type}`).toBe(403)
          expect(answer.headers["set-cookie"]).toBeUndefined()
        }
    expect(changedTables(before, await fingerprints(owner))).toEqual([])
  },
  300_000,
)

test.each([
  ["our page, as browsers say it", { "sec-fetch-site": "same-origin", origin }],
  ["our page's form, whose referrer is kept back", { "sec-fetch-site": "same-origin", origin: "null" }],
  ["our page, in an older browser", { origin }],
])("%s: passes, also where a proxy ends TLS", async (_name, from) => {
  for (const path of ["/theme", "/sign-in", `/ops/incidents/${ids["incidentId"]}`]) {
    const headers = {
      ...{ host: "portal.example", cookie: viewer.cookie, ...from },
      "content-type": "application/x-www-form-urlencoded",
    }
    const { status } = await plainRequest(url, path, { method: "POST", headers, body: "theme=light" })
    expect([302, 401, 404, 422], `${path} ${status}`).toContain(status)
  }
})

test("a cookie opens neither the API nor the ingest door, from our own pages either", async () => {
  const before = await fingerprints(owner)
  const headers = {
    ...{ host: "portal.example", cookie: admin.cookie, origin, "sec-fetch-site": "same-origin" },
    "content-type": "application/json",
  }
  for (const { method, path } of operations)
    for (const type of ["GET", "HEAD"].includes(method) ? [""] : ["{}"]) {
      const answer = await plainRequest(url, `/api/v1${fill(path)}`, {
        method,
        headers,
        ...(type ? { body: type } : {}),
      })
      expect(answer.status, `${method} ${path}`).toBe(401)
    }
  const delivery = await plainRequest(url, "/ingest/v1/generic", { method: "POST", headers, body: "{}" })
  expect(delivery.status).toBe(401)
  expect(changedTables(before, await fingerprints(owner))).toEqual([])
})

test("a token needs no origin, and one in the wrong place opens nothing", async () => {
  const bearer = await bearerOf("admin")
  const far = { origin: "https://evil.example", "sec-fetch-site": "cross-site" }
  const token = bearer.authorization.slice("Bearer ".length)
  const asked = async (path: string, headers: Record<string, string>) =>
    (await plainRequest(url, path, { headers })).status
  expect(await asked("/api/v1/alerts", { ...bearer, ...far })).toBe(200)
  expect(await asked(`/api/v1/alerts?token=${token}&access_token=${token}`, {})).toBe(401)
  expect(await asked("/api/v1/alerts", { cookie: `session=${token}; token=${token}` })).toBe(401)
  expect(await asked("/ops/queue", bearer)).toBe(302)
  const answer = await plainRequest(url, "/api/v1/alerts", { headers: { ...bearer, ...far } })
  expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control-"))).toEqual([])
})

/** Tables a look may write to, and why. May only shrink. */
const written: Readonly<Record<string, string>> = {
  sessions: "when it was last used",
  api_tokens: "when it was last used",
  provider_audit_entries: "that somebody looked across clients, read or exported the audit, or was refused",
}

test("looking changes nothing: every page and operation, as everybody, with every hint of an act in its query", async () => {
  const before = await fingerprints(owner)
  const hint = `?verdict=take&id=${alert.id}&act=resolve&text=x&theme=light&_method=POST&disposition=benign`
  for (const cookie of [admin.cookie, viewer.cookie, ""])
    for (const path of pages)
      for (const method of ["GET", "HEAD"])
        for (const query of ["", hint]) {
          const headers = { host: "portal.example", cookie, "x-http-method-override": "POST" }
          const answer = await plainRequest(url, path + query, { method, headers })
          expect(answer.status, path).toBeLessThan(500)
        }
  const bearer = await bearerOf("admin")
  const tokenMade = await fingerprints(owner)
  for (const { path } of operations)
    await plainRequest(url, `/api/v1${fill(path)}${hint}`, {
      headers: { ...bearer, "x-http-method-override": "DELETE" },
    })
  const after = await fingerprints(owner)
  expect(
    [...changedTables(before, tokenMade), ...changedTables(tokenMade, after)].filter(
      (name) => !written[name],
    ),
  ).toEqual([])
  const still = await plainRequest(url, "/ops/queue", { headers: { cookie: admin.cookie } })
  expect(still.status, "still signed in").toBe(200)
}, 300_000)

test("the checksums see a change", async () => {
  const before = await fingerprints(owner)
  await owner`update alerts set title = title || '!' where id = ${alert.id}`
  expect(changedTables(before, await fingerprints(owner))).toEqual(["alerts"])
})
