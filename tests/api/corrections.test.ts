import { expect, test } from "vitest"
import { action, loader } from "#app/routes/api/dispatch.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { testDatabase } from "../support/database.ts"
import { lateCall, minute } from "../support/late-call.ts"
import { lena } from "../support/missed-clocks.ts"
import { bearerOf } from "../support/signed-in.ts"

await testDatabase()
const admin = await bearerOf("admin")

/** One call of the API at a client's corrections, as it would come over HTTP. */
async function call(client: TenantId, method: "GET" | "POST", body?: object, query = "") {
  const url = `http://portal.example/api/v1/clients/${client}/sla/corrections${query}`
  const sent = body ? { body: JSON.stringify(body) } : {}
  const headers = { ...admin, "content-type": "application/json" }
  const request = new Request(url, { method, headers, ...sent })
  const answer = await (method === "GET" ? loader : action)({ request } as Parameters<typeof loader>[0])
  return { status: answer.status, json: JSON.parse(await answer.text()) }
}

test("2.9.12 a program asks for a corrected stop and reads what became of it; a person approves", async () => {
  const one = await lateCall()
  const wanted = {
    ...{ clock: await one.response(), reason: "Logged late", evidence: "Call 77" },
    stoppedAt: one.at(5 * minute).toString(),
  }
  const early = await call(one.client.id, "POST", { ...wanted, stoppedAt: one.at(-minute).toString() })
  expect(early.status).toBe(422)
  expect(JSON.stringify(early.json)).toContain("before the clock started")
  expect((await call(one.client.id, "POST", { ...wanted, evidence: " " })).status).toBe(422)
  const asked = await call(one.client.id, "POST", wanted)
  expect(asked).toMatchObject({
    status: 201,
    json: { state: "requested", recordedAt: one.at(42 * minute).toString(), wasMissed: null },
  })
  expect((await call(one.client.id, "POST", wanted)).status).toBe(409)
  await one.decide(asked.json.id, lena)
  const read = await call(one.client.id, "GET", undefined, "?state=approved")
  expect(read.json.items).toMatchObject([
    { id: asked.json.id, decidedBy: lena.name, wasMissed: true, isMissed: false },
  ])
  expect((await call(one.client.id, "GET", undefined, "?state=requested")).json.items).toEqual([])
})
