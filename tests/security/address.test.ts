import { expect, test } from "vitest"
import { builtPortal } from "../support/built-portal.ts"
import { testDatabase } from "../support/database.ts"
import { foreignTargets } from "../support/foreign-targets.ts"
import { signedIn, somePassword } from "../support/signed-in.ts"
import { plainRequest } from "../support/plain-request.ts"

/* What a request says of where it comes from and where to go next, tried on the real server. */
const { owner, ...config } = await testDatabase()
const portal = await builtPortal(config)
const origin = "https://portal.example"
const [direct, proxied] = [await portal.listen("", { origin }), await portal.listen("127.0.0.1", { origin })]
await owner`alter table provider_audit_entries no force row level security`

const form = {
  ...{ host: "portal.example", origin, "sec-fetch-site": "same-origin" },
  "content-type": "application/x-www-form-urlencoded",
}
const forged = {
  "x-forwarded-for": "203.0.113.66, 198.51.100.7",
  "x-forwarded-host": "evil.example",
  "x-forwarded-proto": "ftp",
  "x-real-ip": "203.0.113.66",
  forwarded: "for=203.0.113.66;host=evil.example;proto=ftp",
  "x-original-url": "/admin/audit",
  "x-rewrite-url": "/admin/audit",
}
const post = (
  url: string,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
) =>
  plainRequest(url, path, {
    ...{ method: "POST", body: new URLSearchParams(fields).toString() },
    headers: { ...form, ...headers },
  })

test.each([
  ["nobody is trusted: the socket's", direct, "127.0.0.1"],
  ["the proxy is trusted: what it added, not what it was told", proxied, "198.51.100.7"],
])("the address in the audit, %s", async (_name, url, address) => {
  const email = `${address}@x.example`
  const answer = await post(url, "/sign-in", { email, password: "wrong" }, forged)
  expect(answer.status).toBe(401)
  const rows = await owner`select address from provider_audit_entries where after->>'email' = ${email}`
  expect(rows).toEqual([{ address }])
})

test("limits are not escaped by claiming another address each time", async () => {
  const statuses: number[] = []
  const limited: number[] = []
  for (let i = 0; i < 14; i++) {
    const headers = { "x-forwarded-for": `203.0.113.${i}`, "x-real-ip": `203.0.113.${i}` }
    statuses.push((await post(direct, "/sign-in", { email: "a@b.example", password: "no" }, headers)).status)
    const report = { method: "POST", headers, body: '{"csp-report":{}}' }
    limited.push((await plainRequest(direct, "/csp-report", report)).status)
  }
  expect(statuses.at(0)).toBe(401)
  expect(statuses.at(-1)).toBe(429)
  expect(limited.at(0)).toBe(204)
  expect(limited.at(-1)).toBe(429)
})

test("neither host nor scheme nor path is taken from what a proxy would say", async () => {
  for (const url of [direct, proxied]) {
    const away = await plainRequest(url, "/ops/queue?view=mine", {
      headers: { ...forged, host: "portal.example" },
    })
    expect(away.headers.location).toBe("/sign-in?to=%2Fops%2Fqueue%3Fview%3Dmine")
    const page = await plainRequest(url, "/sign-in", { headers: { ...forged, host: "portal.example" } })
    expect(page.text).not.toContain("evil.example")
    const foreign = { origin: "https://evil.example", "sec-fetch-site": "" }
    expect((await post(url, "/theme", { theme: "light" }, { ...forged, ...foreign })).status).toBe(403)
  }
})

/** A form with a NUL in it is refused before anybody looks where it leads. */
const readable = foreignTargets.filter((target) => !target.includes("\0"))

/** Where a browser would go. */
const ends = (location: string | undefined) => new URL(location ?? "", origin).origin

test.each(readable)("the theme switch does not lead to %j", async (to) => {
  const { status, headers } = await post(direct, "/theme", { theme: "dark", to })
  expect(status).toBe(302)
  expect(ends(headers.location)).toBe(origin)
  expect(headers.location).toMatch(/^\/(?![/\\])/)
})

test("signing in does not lead away, nor does a page that asks to", async () => {
  for (let i = 0; i < readable.length; i += 6) {
    const { email } = await signedIn("analyst")
    for (const to of readable.slice(i, i + 6)) {
      const { status, headers } = await post(direct, "/sign-in", { email, password: somePassword, to })
      expect(status, to.slice(0, 50)).toBe(302)
      expect(ends(headers.location), to.slice(0, 50)).toBe(origin)
    }
  }
  const { cookie } = await signedIn("admin")
  for (const to of readable.filter((target) => target.length < 5_000)) {
    const q = encodeURIComponent(to)
    for (const path of [`/sign-in?to=${q}`, `/?to=${q}`, `/admin/audit?q=${q}`]) {
      const { status, headers } = await plainRequest(direct, path, { headers: { cookie } })
      expect(status, path).toBe(302)
      expect(ends(headers.location), path).toBe(origin)
    }
  }
}, 60_000)

test("after a session's end a page's data leads back to the page, not to its data", async () => {
  const { text } = await plainRequest(direct, "/ops/queue.data?view=mine&_routes=routes%2Fops%2Flayout")
  expect(text).toContain('"/sign-in?to=%2Fops%2Fqueue%3Fview%3Dmine"')
})
