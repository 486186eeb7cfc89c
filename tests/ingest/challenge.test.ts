import { afterAll, expect, test } from "vitest"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { runReceiver } from "#workers/receiver/main.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"

const { owner: _, ...config } = await testDatabase()
const { port, close } = await runReceiver({ port: 0, config, log: { error: () => {} }, isKnownAdapter })
afterAll(close)

test("Okta's challenge is given back to whoever knows the token, and to nobody else", async () => {
  const okta = await newFloor("okta")
  const other = await newFloor()
  const ask = async (
    path: string,
    headers: Record<string, string> = { "x-okta-verification-challenge": "a-1" },
  ) => {
    const answer = await fetch(`http://127.0.0.1:${port}/ingest/v1/${path}`, { headers })
    return [answer.status, await answer.text()]
  }
  expect(await ask(`okta/${okta.token}`)).toEqual([200, '{"verification":"a-1"}'])
  expect((await ask("okta/wrong"))[0]).toBe(401)
  expect((await ask(`okta/${other.token}`))[0]).toBe(404)
  expect((await ask(`generic/${other.token}`))[0]).toBe(405)
  expect((await ask(`okta/${okta.token}`, {}))[0]).toBe(405)
  expect((await ask(`okta/${okta.token}`, { "x-okta-verification-challenge": "a b" }))[0]).toBe(405)
})
