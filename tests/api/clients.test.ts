import { expect, test } from "vitest"
import { action } from "#app/routes/api/dispatch.ts"
import { testDatabase } from "../support/database.ts"
import { bearerOf } from "../support/signed-in.ts"

await testDatabase()
const admin = await bearerOf("admin")

async function create(body: object) {
  const headers = { ...admin, "content-type": "application/json" }
  const request = new Request("http://portal.example/api/v1/clients", {
    ...{ method: "POST", headers, body: JSON.stringify(body) },
  })
  const answer = await action({ request } as Parameters<typeof action>[0])
  return { status: answer.status, json: (await answer.json()) as { readonly code?: string } }
}

test("a hundred clients of one name and without a code get one each; a code that is taken is refused", async () => {
  const codes = new Set<string | undefined>()
  for (let n = 0; n < 100; n++) {
    const { status, json } = await create({ name: "Nord" })
    expect(status).toBe(201)
    codes.add(json.code)
  }
  expect(codes.size).toBe(100)
  expect((await create({ name: "Other", code: [...codes][0] })).status).toBe(409)
})
