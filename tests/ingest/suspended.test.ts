import { afterAll, expect, test } from "vitest"
import { updateClient } from "#app/domain/clients/update.server.ts"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { inTenant } from "#db/tenant.ts"
import { runReceiver } from "#workers/receiver/main.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"

const { owner: _, ...config } = await testDatabase()
const { port, close } = await runReceiver({ port: 0, config, log: { error: () => {} }, isKnownAdapter })
afterAll(close)

test("2.1.8 a suspended client keeps its ingest and its P1 handling", async () => {
  const floor = await newFloor()
  await inTenant(floor.tenant.scope("clients.manage"), (t) => updateClient(t, { status: "suspended" }))
  const answer = await fetch(`http://127.0.0.1:${port}/ingest/v1/generic/${floor.token}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ title: "Core is down", severity: "critical", key: "core" }),
  })
  expect(answer.status).toBe(202)
  expect(await floor.drain()).toEqual([])
  const [alert] = await floor.alerts()
  expect(alert).toMatchObject({ title: "Core is down", severity: "critical", condition: "firing" })
  expect(alert?.incident).not.toBeNull()
  expect(alert?.dueAt).not.toBeNull()
})
