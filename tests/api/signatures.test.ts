import { and, eq, like } from "drizzle-orm"
import { expect, test } from "vitest"
import { open } from "#app/auth/sealed-text.server.ts"
import { action, loader } from "#app/routes/api/dispatch.ts"
import { auditEntries } from "#db/schema/audit.ts"
import { sourceSignatures } from "#db/schema/sources.ts"
import { inTenant } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { bearerOf } from "../support/signed-in.ts"

await testDatabase()
const admin = await bearerOf("admin")

/** One call of the API at a source's signature, as it would come over HTTP. */
async function call(
  floor: Floor,
  method: "GET" | "POST" | "DELETE",
  body?: object,
  { source = floor.sourceId as string, who = admin } = {},
) {
  const url = `http://portal.example/api/v1/clients/${floor.tenant.id}/sources/${source}/signature`
  const sent = body ? { body: JSON.stringify(body) } : {}
  const headers = { ...who, "content-type": "application/json" }
  const request = new Request(url, { method, headers, ...sent })
  const answer = await (method === "GET" ? loader : action)({ request } as Parameters<typeof loader>[0])
  const text = await answer.text()
  return { status: answer.status, text, json: text ? JSON.parse(text) : null }
}

/** The secret as the receiver would open it; null where none is demanded. */
async function keptSecret(floor: Floor): Promise<string | null> {
  const [row] = await inTenant(floor.tenant.scope("sources.read"), (t) =>
    t.sql
      .select({ sealed: sourceSignatures.sealedSecret })
      .from(sourceSignatures)
      .where(
        and(eq(sourceSignatures.tenantId, floor.tenant.id), eq(sourceSignatures.sourceId, floor.sourceId)),
      ),
  )
  return row ? open(row.sealed, "source-signature", floor.sourceId) : null
}

const recorded = (floor: Floor) =>
  inTenant(floor.tenant.scope("audit.read"), (t) =>
    t.sql
      .select()
      .from(auditEntries)
      .where(
        and(eq(auditEntries.tenantId, floor.tenant.id), like(auditEntries.action, "source.%-signature")),
      ),
  )

test("a demanded signature is told without its secret, which nothing but the receiver reads", async () => {
  const floor = await newFloor("github")
  expect((await call(floor, "GET")).json).toEqual({ demanded: null, schemes: ["github"] })
  const given = await call(floor, "POST", { scheme: "github", secret: "a secret of tests" })
  expect(given).toMatchObject({ status: 201, json: { secret: null } })
  const read = await call(floor, "GET")
  expect(read.json.demanded).toMatchObject({ scheme: "github", refused: 0 })
  expect(await keptSecret(floor)).toBe("a secret of tests")
  for (const said of [read.text, given.text, JSON.stringify(await recorded(floor))])
    expect(said).not.toContain("a secret of tests")
})

test("a secret that is left out is made, shown once, and takes the old one's place", async () => {
  const floor = await newFloor("generic")
  const made: string[] = []
  for (const scheme of ["standard", "standard", "slack"]) {
    const answer = await call(floor, "POST", { scheme })
    expect(answer.status).toBe(201)
    expect(answer.json.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(await keptSecret(floor)).toBe(answer.json.secret)
    made.push(answer.json.secret)
  }
  expect(new Set(made).size).toBe(3)
  const entries = await recorded(floor)
  expect(entries.map(({ action: act }) => act)).toEqual(Array(3).fill("source.require-signature"))
  for (const secret of made) {
    expect(JSON.stringify(entries)).not.toContain(secret)
    expect((await call(floor, "GET")).text).not.toContain(secret)
  }
})

test.each([
  ["pagerduty", { scheme: "pagerduty" }],
  ["sentry", { scheme: "sentry" }],
  ["cloudwatch", { scheme: "sns" }],
  ["cloudwatch", { scheme: "sns", secret: "no topic at all" }],
  ["github", { scheme: "github", secret: "short" }],
  ["github", { scheme: "slack" }],
  ["github", { scheme: "none such" }],
  ["github", {}],
])("%s cannot be demanded to sign so: %j", async (adapter, body) => {
  const floor = await newFloor(adapter)
  const answer = await call(floor, "POST", body)
  expect(answer.status).toBe(422)
  expect(answer.json.errors).toHaveLength(1)
  expect(await keptSecret(floor)).toBeNull()
})

test("it is dropped once, and recorded", async () => {
  const floor = await newFloor("grafana")
  await call(floor, "POST", { scheme: "grafana" })
  expect((await call(floor, "DELETE")).status).toBe(204)
  expect(await keptSecret(floor)).toBeNull()
  expect((await call(floor, "DELETE")).status).toBe(409)
  expect((await recorded(floor)).map(({ action: act }) => act).sort()).toEqual([
    "source.drop-signature",
    "source.require-signature",
  ])
})

test("another client's source is one that does not exist; who may not manage sources is refused", async () => {
  const [floor, other] = [await newFloor("github"), await newFloor("github")]
  for (const method of ["GET", "POST", "DELETE"] as const) {
    const body = method === "POST" ? { scheme: "github" } : undefined
    expect((await call(floor, method, body, { source: other.sourceId })).status, method).toBe(404)
    const theirs = await bearerOf("admin", other.tenant.id)
    expect((await call(floor, method, body, { who: theirs })).status, method).toBe(404)
  }
  const analyst = await bearerOf("analyst")
  expect((await call(floor, "POST", { scheme: "github" }, { who: analyst })).status).toBe(403)
  expect((await call(floor, "DELETE", undefined, { who: analyst })).status).toBe(403)
  expect(await keptSecret(other)).toBeNull()
})
