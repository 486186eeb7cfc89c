import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { createSession, findSession } from "#app/auth/sessions.server.ts"
import { selectAllGrantsOf } from "#app/auth/sessions.store.server.ts"
import { inIdentity } from "#db/identity.ts"
import { clientGroupMembers } from "#db/schema/access.ts"
import { builtPortal } from "../support/built-portal.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"
import { newGroup, newPerson, type WantedGrant } from "../support/people.ts"

const { owner: _, ...config } = await testDatabase()
const portal = await builtPortal(config)
const [acme, globex] = [await newFloor(), await newFloor()]
for (const [floor, count] of [
  [acme, 2],
  [globex, 3],
] as const) {
  await floor.send(
    Array.from({ length: count }, (__, i) => ({
      key: `k${i}`,
      title: `Trouble at ${floor.tenant.code}`,
      severity: "high",
    })),
  )
  await floor.drain()
}

async function signedIn(...held: WantedGrant[]) {
  const id = await newPerson({ grants: held })
  const cookie = (await createSession(id, { methods: ["password"] })).split(";")[0] ?? ""
  const get = async (path: string) => (await portal.ask(path, { headers: { cookie } })).text
  return { id, cookie, get }
}

/** The line under a list, without the marks React leaves between text and values. */
const lineOf = (page: string) =>
  /[\d,+]+ more open \w+ in clients you are not assigned to/.exec(page.replaceAll("<!-- -->", ""))?.[0]

test("a session knows the clients of its group, and follows the group", async () => {
  const group = await newGroup(acme.tenant.id)
  const ana = await signedIn({ role: "analyst", groupId: group })
  const reach = async () => {
    const found = await findSession(new Request("http://x.example", { headers: { cookie: ana.cookie } }))
    return found?.grants.map((grant) => grant.reach)
  }
  expect(await reach()).toEqual([[acme.tenant.id]])
  await inIdentity((tx) =>
    tx.sql.insert(clientGroupMembers).values({ groupId: group, clientId: globex.tenant.id }),
  )
  expect((await reach())?.[0]).toHaveLength(2)
  await inIdentity((tx) => tx.sql.delete(clientGroupMembers).where(eq(clientGroupMembers.groupId, group)))
  expect(await reach()).toEqual([[]])
})

test("an expired grant opens nothing, and is still there to be explained", async () => {
  const past = await inIdentity(async (tx) => tx.now)
  const ana = await signedIn({ role: "lead", expiresAt: past }, { role: "billing", clientId: acme.tenant.id })
  const found = await findSession(new Request("http://x.example", { headers: { cookie: ana.cookie } }))
  expect(found?.grants.map(({ role }) => role)).toEqual(["billing"])
  const all = await inIdentity((tx) => selectAllGrantsOf(tx, ana.id))
  expect(all.map(({ role }) => role).sort()).toEqual(["billing", "lead"])
})

test("lists say how many are at clients one is not assigned to, and nothing of what they are", async () => {
  const ana = await signedIn({ role: "analyst", clientId: acme.tenant.id })
  const queue = await ana.get("/ops/queue")
  expect(lineOf(queue)).toBe("3 more open alerts in clients you are not assigned to")
  expect(queue).not.toContain(globex.tenant.code)
  const list = await ana.get("/ops/incidents")
  expect(lineOf(list)).toBe("1 more open incident in clients you are not assigned to")
  expect(list).not.toContain(globex.tenant.code)
})

test("the number follows no search: it would tell what is there", async () => {
  const ana = await signedIn({ role: "analyst", clientId: acme.tenant.id })
  for (const query of ["?q=nothing-like-it", "?sev=5", `?client=${globex.tenant.id}`])
    expect(lineOf(await ana.get(`/ops/queue${query}`))).toBe(
      "3 more open alerts in clients you are not assigned to",
    )
})

test("who is assigned to all is told of nothing left out", async () => {
  const lead = await signedIn({ role: "lead" })
  for (const path of ["/ops/queue", "/ops/incidents"]) expect(lineOf(await lead.get(path))).toBeUndefined()
})
