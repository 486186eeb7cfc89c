import postgres from "postgres"
import { afterAll, expect, test } from "vitest"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { readReceipt } from "#app/domain/receipts/read.server.ts"
import { mintPortfolio } from "#app/auth/mint-scope.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { loginUrl } from "#db/config.ts"
import { inPortfolio } from "#db/tenant.ts"
import { runReceiver } from "#workers/receiver/main.ts"
import { findingDesk, gone, weakness } from "../findings/desk.ts"
import { testDatabase } from "../support/database.ts"
import { ana } from "../support/tenants.ts"

const { owner: _, ...config } = await testDatabase()
const { port, close } = await runReceiver({ port: 0, config, log: { error: () => {} }, isKnownAdapter })
afterAll(close)
const ingest = postgres(loginUrl(config, "portal_ingest"), { max: 1 })
afterAll(() => ingest.end())
const [acme, globex] = [await findingDesk(), await findingDesk()]

async function asked(path: string, token: string, body?: unknown) {
  const response = await fetch(`http://127.0.0.1:${port}/ingest/v1/${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, told: (await response.json()) as Record<string, unknown> }
}

async function delivered(desk: typeof acme, body: unknown): Promise<string> {
  const { status, told } = await asked("generic", desk.floor.token, body)
  expect(status).toBe(202)
  await desk.floor.drain()
  return String(told["receipt"])
}

test("the receipt of a scanner's report names its findings, each once, beside the alerts of the same delivery", async () => {
  const disk = { title: "Disk full", key: "disk", asset: "db-1", rule: "disk", severity: "high" }
  const receipt = await delivered(acme, [weakness(), weakness({ count: 2 }), disk])
  const { id } = await acme.only()
  const [alert] = await acme.floor.alerts()
  const next = await delivered(acme, [weakness({ key: "another", asset: "web-02" })])
  const other = (await acme.list()).find((finding) => finding.id !== id)
  const { status, told } = await asked(`receipts/${receipt}`, acme.floor.token)
  expect([status, told]).toEqual([200, { state: "processed", alerts: [alert?.id], findings: [id] }])

  expect((await asked(`receipts/${next}`, acme.floor.token)).told).toMatchObject({
    ...{ alerts: [], findings: [other?.id] },
  })

  const t = mintPortfolio<"alerts.read">([acme.floor.tenant.id], ana)
  const same = await inPortfolio(t, (read) => readReceipt(read, parseId("delivery", receipt)))
  expect(same).toMatchObject({ state: "processed", alerts: [alert?.id], findings: [id] })

  const over = await delivered(acme, [gone()])
  expect((await asked(`receipts/${over}`, acme.floor.token)).told).toMatchObject({
    findings: [id],
    alerts: [],
  })
})

test("another client's receipt is none, and none of its findings are told", async () => {
  const receipt = await delivered(globex, [weakness({ key: "globex" })])
  const foreign = await asked(`receipts/${receipt}`, acme.floor.token)
  const unknown = await asked(`receipts/${crypto.randomUUID()}`, acme.floor.token)
  expect([foreign.status, foreign.told]).toEqual([404, unknown.told])

  const seen = (tenants: string) =>
    ingest.begin(async (tx) => {
      await tx`select set_config('app.tenants', ${tenants}, true)`
      return tx`select finding_id from finding_sightings where delivery_id = ${receipt}`
    })
  expect(await seen(`{${globex.floor.tenant.id}}`)).toHaveLength(1)
  expect(await seen(`{${acme.floor.tenant.id}}`)).toHaveLength(0)
  expect(await seen("")).toHaveLength(0)
})

test("the receiver reads ids alone: nothing of what a finding is about, nor what a sighting did", async () => {
  const refused = "permission denied"
  await expect(ingest`select effect from finding_sightings`).rejects.toThrow(refused)
  await expect(ingest`select title from findings`).rejects.toThrow(refused)
})
