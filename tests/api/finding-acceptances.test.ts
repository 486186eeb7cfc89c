import { expect, test } from "vitest"
import { createApiToken } from "#app/auth/create-api-token.server.ts"
import { action, loader } from "#app/routes/api/dispatch.ts"
import { findingDesk, weakness } from "../findings/desk.ts"
import { testDatabase } from "../support/database.ts"
import { signedIn } from "../support/signed-in.ts"

await testDatabase()
const [ana, lea] = [await signedIn("admin", null, "Ana"), await signedIn("lead", null, "Lea")]

/** The token of somebody, as they make it on the page of tokens. */
async function tokenOf({ id }: typeof ana, role: "analyst" | "lead"): Promise<string> {
  const by = { kind: "user", id, name: "Somebody" } as const
  return createApiToken({ name: `${role} script`, role, clientId: null }, by)
}
const [asking, approving, analyst, anothers] = [
  await tokenOf(ana, "analyst"),
  await tokenOf(ana, "lead"),
  await tokenOf(lea, "analyst"),
  await tokenOf(lea, "lead"),
]

async function weak() {
  const desk = await findingDesk()
  await desk.report([0, weakness()])
  const { id } = await desk.only()
  /** One call below the finding, as it would come over HTTP; a GET where nothing is sent. */
  const call = async (token: string, path: string, body?: object | null) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
    const method = body === undefined ? "GET" : "POST"
    const sent = body ? { body: JSON.stringify(body) } : {}
    const request = new Request(`http://portal.example/api/v1/findings/${id}/${path}`, {
      ...{ method, headers, ...sent },
    })
    const answer = await (body === undefined ? loader : action)({ request } as Parameters<typeof loader>[0])
    return { status: answer.status, json: JSON.parse(await answer.text()) }
  }
  const listed = async () => (await call(asking, "acceptances")).json.items
  return { ...desk, id, call, listed }
}

const until = new Date(Date.now() + 30 * 86_400_000).toISOString()
const wanted = { reason: "Replaced in spring", until }

test("2.8.3 one program asks to accept a risk, another person's approves; whose it is counts, not which", async () => {
  const { call, listed } = await weak()
  expect((await call(asking, "accept", { ...wanted, reason: " " })).status).toBe(422)
  expect(await call(asking, "accept", wanted)).toMatchObject({ status: 200, json: { state: "open" } })
  expect((await call(asking, "accept", wanted)).status).toBe(409)
  expect(await listed()).toMatchObject([{ state: "requested", reason: wanted.reason, decidedByName: null }])

  const approve = { approve: true }
  for (const token of [asking, analyst, approving])
    expect((await call(token, "acceptance/decide", approve)).status).toBe(403)
  const decided = await call(anothers, "acceptance/decide", approve)
  expect(decided).toMatchObject({
    status: 200,
    json: { state: "accepted", stateBy: "lead script" },
  })
  expect(Date.parse(decided.json.acceptedUntil)).toBe(Date.parse(until))
  expect(await listed()).toMatchObject([{ state: "approved", decidedByName: "lead script" }])
  expect((await call(anothers, "acceptance/decide", approve)).status).toBe(409)
})

test("2.8.3 a refusal says why, and what was asked is taken back by whose program asked alone", async () => {
  const { call, listed } = await weak()
  expect((await call(asking, "acceptance/withdraw", null)).status).toBe(409)
  await call(asking, "accept", wanted)
  expect((await call(anothers, "acceptance/decide", { approve: false })).status).toBe(422)
  const refused = await call(anothers, "acceptance/decide", { approve: false, comment: "Too long" })
  expect(refused).toMatchObject({ status: 200, json: { state: "open", acceptedUntil: null } })
  await call(asking, "accept", wanted)
  expect((await call(analyst, "acceptance/withdraw", null)).status).toBe(403)
  expect((await call(approving, "acceptance/withdraw", null)).status).toBe(200)
  expect(await listed()).toMatchObject([
    { state: "withdrawn", decidedByName: "lead script" },
    { state: "refused", comment: "Too long" },
  ])
})
