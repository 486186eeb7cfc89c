import { expect, test } from "vitest"
import { hasSecond } from "#app/auth/factors/factors.ts"
import { readFactors } from "#app/auth/factors/read.server.ts"
import { createSession } from "#app/auth/sessions.server.ts"
import type { UserRow } from "#app/auth/sessions.store.server.ts"
import { inIdentity } from "#db/identity.ts"
import { screens } from "../isolation/needs/screens.ts"
import { builtPortal } from "../support/built-portal.ts"
import { codeOf } from "../support/authenticator-code.ts"
import { testDatabase } from "../support/database.ts"
import { hasAuthenticator, newPerson, testPassword } from "../support/with-factors.ts"
import { newTenant } from "../support/tenants.ts"

/* Signing in as a browser does, through the built application. */
const { owner, ...config } = await testDatabase()
const portal = await builtPortal(config)
for (const table of ["sessions", "users", "security_policies", "client_security", "provider_audit_entries"])
  await owner.unsafe(`alter table ${table} no force row level security`)

type Answer = Awaited<ReturnType<typeof portal.ask>>
const cookieOf = ({ headers }: Answer) =>
  /(?:^|, )(session=[^;]+)/.exec(headers.get("set-cookie") ?? "")?.[1] ?? ""
const post = (path: string, form: Record<string, string>, cookie = "") =>
  portal.ask(path, { method: "POST", body: new URLSearchParams(form), headers: { cookie } })
const get = (path: string, cookie: string) => portal.ask(path, { headers: { cookie } })
const signIn = ({ email }: UserRow, more: Record<string, string> = {}, cookie = "") =>
  post("/sign-in", { email, password: testPassword, ...more }, cookie)
const where = ({ status, headers }: Answer) => [status, headers.get("location")]

async function signInWhole(user: UserRow, code: string) {
  const pending = cookieOf(await signIn(user))
  return cookieOf(await post("/sign-in/code", { way: "code", text: code }, pending))
}

test("after the password a code; then in, under another id, where they wanted to go", async () => {
  const user = await newPerson()
  const { code } = await hasAuthenticator(user)
  const first = await signIn(user, { to: "/ops/incidents" })
  expect(where(first)).toEqual([302, "/sign-in/code?to=%2Fops%2Fincidents"])
  const pending = cookieOf(first)
  const wrong = await post("/sign-in/code", { way: "code", text: "000000" }, pending)
  expect(wrong.status).toBe(401)
  expect(wrong.headers.get("set-cookie")).toBeNull()
  const second = await post("/sign-in/code", { way: "code", text: code(), to: "/ops/incidents" }, pending)
  expect(where(second)).toEqual([302, "/ops/incidents"])
  const whole = cookieOf(second)
  expect(whole).not.toBe(pending)
  expect((await get("/ops/queue", whole)).status).toBe(200)
  expect(where(await get("/ops/queue", pending))[0]).toBe(302)
  const entries = await owner<{ action: string; result: string; after: { why?: string } }[]>`
    select action, result, after from provider_audit_entries where target_id = ${user.id} and action like 'session.%' order by id`
  expect(entries.map(({ action, result, after }) => [action, result, after.why])).toEqual([
    ["session.begin", "ok", undefined],
    ["session.create", "refused", "wrong_code"],
    ["session.create", "ok", undefined],
  ])
})

test("a pending session opens nothing but its own pages", async () => {
  const user = await newPerson({ role: "admin" })
  await hasAuthenticator(user)
  const pending = cookieOf(await signIn(user))
  const own = ["/sign-in", "/sign-in/code", "/sign-in/enrol", "/sign-in/passkey", "/sign-out", "/theme"]
  expect(portal.paths.filter((path) => own.includes(path))).toEqual(own.toSorted())
  // Pages that nobody has to be signed in for show a pending session what they show a stranger.
  const closed = (path: string) => !own.includes(path) && screens[path]?.kind !== "open"
  for (const path of portal.paths.filter(closed)) {
    const address = path.replaceAll(/:\w+/g, crypto.randomUUID()).replace("/*", "/alerts")
    const answer = await portal.visit(address, path, { headers: { cookie: pending } })
    expect([302, 401], path).toContain(answer.status)
    if (answer.status === 302) expect(answer.headers.get("location"), path).toMatch(/^\/sign-in\?/)
  }
  expect(where(await get("/sign-in/enrol", pending))).toEqual([302, "/sign-in/code"])
  for (const act of ["offer-app", "renew-codes", "finish"]) {
    const answer = await post("/sign-in/enrol", { act, kept: "on" }, pending)
    expect(answer.headers.get("set-cookie"), act).toBeNull()
    expect(cookieOf(answer), act).toBe("")
  }
  expect((await get("/ops/queue", pending)).status).toBe(302)
})

test("a pending session is over after fifteen minutes", async () => {
  const user = await newPerson()
  const { code } = await hasAuthenticator(user)
  const pending = cookieOf(await signIn(user))
  await owner`update sessions set created_at = created_at - interval '14 minutes' where user_id = ${user.id}`
  expect((await get("/sign-in/code", pending)).status).toBe(200)
  await owner`update sessions set created_at = created_at - interval '2 minutes' where user_id = ${user.id}`
  expect(where(await post("/sign-in/code", { way: "code", text: code() }, pending))).toEqual([
    302,
    "/sign-in",
  ])
})

test("staff without a second factor must make one, keep the codes, and cannot go around it", async () => {
  const user = await newPerson()
  const first = await signIn(user)
  expect(where(first)).toEqual([302, "/sign-in/enrol"])
  const pending = cookieOf(first)
  expect(where(await get("/sign-in/code", pending))).toEqual([302, "/sign-in/enrol"])
  expect(
    (await post("/sign-in/enrol", { act: "finish", kept: "on" }, pending)).headers.get("set-cookie"),
  ).toBeNull()
  const offer = await post("/sign-in/enrol", { act: "offer-app" }, pending)
  const sealed = /name="sealed" value="([^"]+)"/.exec(offer.text)?.[1] ?? ""
  const seed = /<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec(offer.text)?.[1] ?? ""
  const wrong = await post("/sign-in/enrol", { act: "confirm-app", sealed, code: "000000" }, pending)
  expect([wrong.status, wrong.text.includes(seed)]).toEqual([422, true])
  expect(hasSecond(await inIdentity((tx) => readFactors(tx, user.id)))).toBe(false)
  const kept = await post("/sign-in/enrol", { act: "confirm-app", sealed, code: codeOf(seed) }, pending)
  expect(kept.text.match(/<li>[0-9A-Z-]{19}<\/li>/g)).toHaveLength(10)
  expect((await get("/ops/queue", pending)).status).toBe(302)
  expect((await post("/sign-in/enrol", { act: "finish" }, pending)).status).toBe(422)
  const done = await post("/sign-in/enrol", { act: "finish", kept: "on" }, pending)
  expect(where(done)).toEqual([302, "/ops/queue"])
  expect(cookieOf(done)).not.toBe(pending)
  expect((await get("/ops/queue", cookieOf(done))).status).toBe(200)
  expect((await get("/ops/queue", pending)).status).toBe(302)
})

test("a demo account needs none; a client's people when the policy of all, or their own, says so", async () => {
  expect(where(await signIn(await newPerson({ isDemo: true })))).toEqual([302, "/ops/queue"])
  const { id } = await newTenant()
  const user = await newPerson({ role: "viewer", clientId: id })
  expect(where(await signIn(user))).toEqual([302, "/client"])
  await owner`update security_policies set client_second_factor = true`
  expect(where(await signIn(user))).toEqual([302, "/sign-in/enrol"])
  await owner`update security_policies set client_second_factor = false`
  expect(where(await signIn(user))).toEqual([302, "/client"])
  await owner`insert into client_security (client_id, second_factor) values (${id}, true)`
  expect(where(await signIn(user))).toEqual([302, "/sign-in/enrol"])
})

test("a session id somebody planted is worth nothing after the sign-in, and the one of before neither", async () => {
  const user = await newPerson({ isDemo: true })
  const planted = "session=plantedplantedplantedplantedplantedplan"
  const cookie = cookieOf(await signIn(user, {}, planted))
  expect(cookie).not.toBe(planted)
  expect((await get("/ops/queue", planted)).status).toBe(302)
  const again = cookieOf(await signIn(user, {}, cookie))
  expect((await get("/ops/queue", cookie)).status).toBe(302)
  expect((await get("/ops/queue", again)).status).toBe(200)
})

test("after signing out the old cookie opens neither screen nor stream nor API", async () => {
  const cookie = cookieOf(await signIn(await newPerson({ isDemo: true })))
  await post("/sign-out", {}, cookie)
  expect((await get("/ops/queue", cookie)).status).toBe(302)
  expect((await get("/events", cookie)).status).toBe(302)
  expect((await get("/api/v1/alerts", cookie)).status).toBe(401)
})

test("a step-up asks for the second factor of whoever has one, gives a new id and leads back on the site", async () => {
  const user = await newPerson()
  const { code, recovery } = await hasAuthenticator(user)
  const cookie = await signInWhole(user, code())
  await owner`update sessions set stepped_up_at = now() - interval '16 minutes' where user_id = ${user.id}`
  const back = "/sign-in/step-up?to=%2Fme%2Fsecond-factors"
  expect(where(await post("/me/second-factors", { act: "renew-codes" }, cookie))).toEqual([302, back])
  expect((await post("/sign-in/step-up", { way: "password", text: testPassword }, cookie)).status).toBe(401)
  expect(
    (await post("/sign-in/step-up", { way: "recovery", text: "0000-0000-0000-0000" }, cookie)).status,
  ).toBe(401)
  const form = { way: "recovery", text: recovery[0]!, to: "//evil.example/x" }
  const proved = await post("/sign-in/step-up", form, cookie)
  expect(where(proved)).toEqual([302, "/ops/queue"])
  expect((await get("/me", cookie)).status).toBe(302)
  const anew = cookieOf(proved)
  expect((await post("/me/second-factors", { act: "renew-codes" }, anew)).text).toMatch(
    /<li>[0-9A-Z-]{19}<\/li>/,
  )
})

test("whoever has but a password gives it again", async () => {
  const cookie = cookieOf(await signIn(await newPerson({ isDemo: true })))
  expect((await post("/sign-in/step-up", { way: "password", text: "not it" }, cookie)).status).toBe(401)
  const proved = await post("/sign-in/step-up", { way: "password", text: testPassword, to: "/me" }, cookie)
  expect(where(proved)).toEqual([302, "/me"])
  expect(cookieOf(proved)).not.toBe(cookie)
})

test("codes are guessed six times, then one waits; known and unknown addresses alike", async () => {
  const user = await newPerson()
  const { code } = await hasAuthenticator(user)
  const pending = cookieOf(await signIn(user))
  const tries = []
  for (let i = 0; i < 8; i++)
    tries.push(await post("/sign-in/code", { way: "code", text: "000000" }, pending))
  expect(tries.map(({ status }) => status)).toEqual([...Array<number>(6).fill(401), 429, 429])
  expect(tries[7]!.text).toMatch(/Wait \d+ seconds/)
  expect(Number(tries[7]!.headers.get("retry-after"))).toBeGreaterThan(0)
  expect((await post("/sign-in/code", { way: "code", text: code() }, pending)).status).toBe(429)

  const statuses = async (email: string) => {
    const seen = []
    for (let i = 0; i < 10; i++) seen.push((await post("/sign-in", { email, password: "wrong" })).status)
    return seen
  }
  expect(await statuses(user.email)).toEqual(await statuses("nobody@x.example"))
  expect((await signIn(user)).status).toBe(429)
})

test("a disabled person has no session and gets none", async () => {
  const user = await newPerson()
  const cookie = (await createSession(user.id, { methods: ["password"] })).split(";")[0] ?? ""
  await owner`update users set disabled_at = now() where id = ${user.id}`
  expect((await get("/ops/queue", cookie)).status).toBe(302)
  expect((await signIn(user)).status).toBe(401)
})
