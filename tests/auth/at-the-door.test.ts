import { expect, test } from "vitest"
import { askEmailChange } from "#app/auth/account/ask-email-change.server.ts"
import { requestReset } from "#app/auth/account/request-reset.server.ts"
import { withProvider } from "#app/auth/guards.server.ts"
import { inviteStaff } from "#app/auth/invitations/issue.server.ts"
import { selectHeldGrants } from "#app/auth/people/store.server.ts"
import { inIdentity } from "#db/identity.ts"
import { builtPortal } from "../support/built-portal.ts"
import { testDatabase } from "../support/database.ts"
import { openOutbox } from "../support/outbox.ts"
import {
  anotherSession,
  linksTo,
  password,
  signedIn,
  type SignedIn,
  tokenOf,
} from "../support/signed-in-people.ts"
import { twoTenants } from "../support/tenants.ts"

/* People as the portal meets them: the built server in front, cookies and forms as a browser sends them. */
const { owner, ...config } = await testDatabase()
const portal = await builtPortal(config)
const url = await portal.listen()
const outbox = openOutbox(config)
const { acme, globex } = await twoTenants()
const admin = await signedIn("admin")
const next = "another one, long enough"

const get = (path: string, cookie: string) =>
  fetch(`${url}${path}`, { headers: { cookie }, redirect: "manual" })
const post = (path: string, cookie: string, fields: Record<string, string>) =>
  fetch(`${url}${path}`, {
    method: "POST",
    headers: { cookie, origin: url },
    body: new URLSearchParams(fields),
    redirect: "manual",
  })
/** The answers of a page's own action come as React Router's data. */
const act = async (path: string, cookie: string, fields: Record<string, string>) => {
  const answer = await post(`${path}.data`, cookie, fields)
  return { status: answer.status, cookie: answer.headers.get("set-cookie"), text: await answer.text() }
}

/** An open stream, and the promise of its end. */
async function openStream(cookie: string): Promise<{ ended: Promise<void> }> {
  const answer = await fetch(`${url}/events`, { headers: { cookie } })
  expect(answer.status).toBe(200)
  const reader = answer.body!.getReader()
  expect((await reader.read()).done).toBe(false)
  return {
    ended: (async () => {
      while (!(await reader.read()).done);
    })(),
  }
}

async function loseGrant(who: SignedIn) {
  const [grant] = await inIdentity((tx) => selectHeldGrants(tx, [who.id]))
  return act(`/admin/people/${who.id}`, admin.cookie, { act: "remove-grant", grantId: grant?.id ?? "" })
}

test.each([
  [
    "disabled",
    (who: SignedIn) => act(`/admin/people/${who.id}`, admin.cookie, { act: "disable", whose: "staff" }),
  ],
  [
    "signed out by an administrator",
    (who: SignedIn) => act(`/admin/people/${who.id}`, admin.cookie, { act: "end-sessions", whose: "staff" }),
  ],
  ["without the grant they had", loseGrant],
  [
    "with a new password, set by themselves elsewhere",
    async (who: SignedIn) => {
      const other = await anotherSession(who.id)
      return act("/me", other.cookie, { act: "change-password", current: password, password: next })
    },
  ],
  [
    "with a new password, set by a mailed link",
    async (who: SignedIn) => {
      await requestReset(who.email)
      const token = tokenOf((await linksTo(outbox, who.email))[0])
      return act("/sign-in/reset", "", { act: "set", token, password: next })
    },
  ],
])("%s: the old cookie opens nothing on the next request, and the open stream ends", async (_name, deed) => {
  const who = await signedIn("analyst")
  expect((await get("/ops/queue", who.cookie)).status).toBe(200)
  const stream = await openStream(who.cookie)
  await deed(who)
  const answer = await get("/ops/queue", who.cookie)
  expect(answer.status).toBe(302)
  expect(answer.headers.get("location")).toMatch(/^\/sign-in/)
  await stream.ended
})

test("unknown, used and reset links on the invitation's page say the same", async () => {
  await requestReset(admin.email)
  const reset = tokenOf((await linksTo(outbox, admin.email))[0])
  const answers = []
  for (const token of ["x".repeat(43), reset])
    answers.push(await act("/invitation", "", { act: "accept", token, name: "N", password: next }))
  expect(answers[0]).toEqual(answers[1])
  expect(answers[0]!.cookie).toBeNull()
})

test("forgotten: known and unknown addresses are answered alike", async () => {
  const who = await signedIn("analyst")
  const say = async (email: string) => {
    const answer = await post("/sign-in/forgot", "", { email })
    const text = (await answer.text()).replaceAll(/nonce="[^"]*"/g, "").replaceAll(/"nonce-[^"]*"/g, "")
    return { status: answer.status, length: text.length }
  }
  expect(await say(who.email)).toEqual(await say("q1@x.example"))
})

test.each(["viewer", "responder", "billing"] as const)(
  "a client's %s does not see its people",
  async (role) => {
    const { cookie } = await signedIn(role, acme.id)
    expect((await get("/client/people", cookie)).status).toBe(403)
    for (const fields of [
      { act: "invite", email: "a@b.example", name: "A", role: "manager" },
      { act: "disable" },
    ])
      expect((await act("/client/people", cookie, fields)).status).toBe(403)
  },
)

test("a manager's form cannot name another client or its people", async () => {
  const manager = await signedIn("manager", acme.id)
  const foreign = await signedIn("viewer", globex.id)
  const asked = { act: "disable", userId: foreign.id, whose: globex.id }
  expect((await act("/client/people", manager.cookie, asked)).status).toBe(404)
  expect((await get("/client", foreign.cookie)).status).not.toBe(302)
})

test("a lead sees people and changes none; an analyst sees none", async () => {
  const [lead, analyst] = [await signedIn("lead"), await signedIn("analyst")]
  expect((await get("/admin/people", lead.cookie)).status).toBe(200)
  expect((await get("/admin/people", analyst.cookie)).status).toBe(403)
  for (const fields of [
    { act: "disable", whose: "staff" },
    { act: "reset-factors", whose: "staff" },
    { act: "add-grant", role: "admin", discipline: "both", tier: "", scope: "all", expires: "" },
  ])
    expect((await act(`/admin/people/${analyst.id}`, lead.cookie, fields)).status).toBe(403)
  for (const path of ["/admin/security", "/admin/groups"])
    expect((await get(path, analyst.cookie)).status).toBe(403)
})

test("sensitive acts ask for a proof anew once the last one is old", async () => {
  const second = await signedIn("admin")
  const who = await signedIn("analyst")
  await owner`alter table sessions no force row level security`
  await owner`update sessions set stepped_up_at = now() - interval '16 minutes' where user_id = ${second.id}`
  for (const [path, fields] of [
    [`/admin/people/${who.id}`, { act: "disable", whose: "staff" }],
    ["/admin/security", { act: "policy", step: "save" }],
    ["/me", { act: "change-email", email: "n@x.example" }],
  ] as const) {
    const answer = await post(path, second.cookie, fields)
    expect([answer.status, answer.headers.get("location")]).toEqual([
      302,
      expect.stringMatching(/^\/sign-in\/step-up\?to=/),
    ])
  }
  expect((await get("/ops/queue", who.cookie)).status).toBe(200)
})

test("a dump of every table tells no token, password or link", async () => {
  await requestReset(admin.email)
  await askEmailChange(await admin.person(), "dump@place.example")
  const invited = await withProvider(await admin.person(), ["people.manage"], (tx) =>
    inviteStaff(tx, { email: "dump@staff.example", name: "D", organisation: "the team" }, []),
  )
  const secrets = [
    ...[
      invited,
      ...(await linksTo(outbox, admin.email)),
      ...(await linksTo(outbox, "dump@place.example")),
    ].map(tokenOf),
    ...[password, next],
    admin.cookie.split("=")[1] ?? "",
  ]
  expect(secrets.every((secret) => secret.length > 15)).toBe(true)
  const columns = await owner<{ table: string; column: string }[]>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and data_type in ('text', 'jsonb', 'json', 'ARRAY', 'character varying', 'bytea')`
  expect(columns.length).toBeGreaterThan(100)
  for (const table of new Set(columns.map((c) => c.table)))
    await owner.unsafe(`alter table ${table} no force row level security`)
  let rows = 0
  for (const { table, column } of columns)
    for (const { value } of await owner.unsafe<{ value: string }[]>(
      `select "${column}"::text as value from ${table} where "${column}" is not null`,
    )) {
      rows++
      for (const secret of secrets)
        for (const form of [secret, Buffer.from(secret).toString("hex")])
          expect(value.includes(form), `${table}.${column}`).toBe(false)
    }
  expect(rows).toBeGreaterThan(100)
})
