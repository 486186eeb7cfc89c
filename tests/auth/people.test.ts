import { expect, test } from "vitest"
import { withClientPeople, withProvider } from "#app/auth/guards.server.ts"
import { createGroup } from "#app/auth/groups/save.server.ts"
import { listGroups } from "#app/auth/groups/list.server.ts"
import { removeGroup } from "#app/auth/groups/remove.server.ts"
import { changeRole } from "#app/auth/people/change-role.server.ts"
import { disablePerson } from "#app/auth/people/disable.server.ts"
import { enablePerson } from "#app/auth/people/enable.server.ts"
import { keepSomebodyInCharge } from "#app/auth/people/keep-in-charge.server.ts"
import type { GrantDraft } from "#app/auth/people/grant.ts"
import { addGrant, changeGrant, removeGrant } from "#app/auth/people/grants.server.ts"
import { listClientsPeople, listOwnPeople, listStaff, readPerson } from "#app/auth/people/list.server.ts"
import { resetFactors } from "#app/auth/people/reset-factors.server.ts"
import { selectHeldGrants, updateUser } from "#app/auth/people/store.server.ts"
import { changeSecurity, previewSecurity, readSecurity } from "#app/auth/security/change.server.ts"
import { endOtherSessions, endOwnSession } from "#app/auth/end-sessions.server.ts"
import { listSessions } from "#app/auth/list-sessions.server.ts"
import { findSession } from "#app/auth/sessions.server.ts"
import { findPerson } from "#app/auth/staff.server.ts"
import type { UserId } from "#app/kernel/ids.ts"
import { inIdentity } from "#db/identity.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { totpSecrets } from "#db/schema/sign-in.ts"
import { testDatabase } from "../support/database.ts"
import { openOutbox } from "../support/outbox.ts"
import { anotherSession, mailsTo, signedIn } from "../support/signed-in-people.ts"
import { twoTenants } from "../support/tenants.ts"

const { owner, ...config } = await testDatabase()
const outbox = openOutbox(config)
await owner`alter table provider_audit_entries no force row level security`
const { acme, globex } = await twoTenants()
const admin = await signedIn("admin")
const manager = await signedIn("manager", acme.id)

const manage = async <T>(work: (tx: ProviderTx<"people.manage">) => Promise<T>) =>
  withProvider(await admin.person(), ["people.manage"], work)
const ofAcme = async <T>(work: Parameters<typeof withClientPeople<T>>[2], who = manager) =>
  withClientPeople(await who.person(), acme.id, work)
const grantsOf = (id: UserId) => inIdentity((tx) => selectHeldGrants(tx, [id]))
const audited = (action: string, id: string) =>
  owner`select * from provider_audit_entries where action = ${action} and target_id = ${id}`
const everywhere = { discipline: "both", tier: null, scope: { kind: "all" }, expiresAt: null } as const
const draft = (change: Partial<GrantDraft> = {}): GrantDraft => ({
  role: "analyst",
  ...everywhere,
  ...change,
})

test("disabled: signed out at once and out for good, until enabled", async () => {
  const who = await signedIn("analyst")
  await manage((tx) => disablePerson(tx, who.id))
  expect(await findPerson(who.request)).toBeNull()
  await expect(manage((tx) => disablePerson(tx, who.id))).rejects.toMatchObject({ code: "conflict" })
  await manage((tx) => enablePerson(tx, who.id))
  expect(await findPerson(who.request)).toBeNull()
  expect(await findPerson((await anotherSession(who.id)).request)).not.toBeNull()
  expect(await audited("user.disable", who.id)).toHaveLength(1)
})

test("nobody disables themselves; the last administrator stays", async () => {
  await expect(manage((tx) => disablePerson(tx, admin.id))).rejects.toMatchObject({ code: "conflict" })
  const [grant] = await grantsOf(admin.id)
  await expect(manage((tx) => removeGrant(tx, admin.id, grant!.id))).rejects.toMatchObject({
    code: "conflict",
  })
  for (const change of [
    draft(),
    draft({ role: "admin", scope: { kind: "client", clientId: acme.id } }),
    draft({ role: "admin", expiresAt: "2999-01-01T00:00:00Z" }),
  ])
    await expect(manage((tx) => changeGrant(tx, admin.id, grant!.id, change))).rejects.toMatchObject({
      code: "conflict",
    })
  expect(await grantsOf(admin.id)).toEqual([grant])
})

test("two administrators who disable each other at once: one is left", async () => {
  const second = await signedIn("admin")
  const person = await second.person()
  const others: Promise<boolean>[] = []
  let settled = false
  await manage((tx) =>
    keepSomebodyInCharge(tx, async () => {
      await updateUser(tx, second.id, { disabledAt: tx.now })
      // The other one comes between this change and its commit, and has to wait for it.
      const disabling = withProvider(person, ["people.manage"], (own) => disablePerson(own, admin.id))
      others.push(
        disabling.then(
          () => (settled = true),
          () => !(settled = true),
        ),
      )
      const waits = () => owner`select from pg_locks where locktype = 'advisory' and not granted`
      while (!settled && (await waits()).length === 0);
    }),
  )
  expect(await Promise.all(others)).toEqual([false])
})

test("a grant removed or changed signs its holder out; one more does not", async () => {
  const who = await signedIn("analyst")
  await manage((tx) => addGrant(tx, who.id, draft({ role: "lead" })))
  expect(await findPerson(who.request)).not.toBeNull()
  const [first, second] = await grantsOf(who.id)
  await manage((tx) => changeGrant(tx, who.id, second!.id, draft({ role: "billing" })))
  expect(await findPerson(who.request)).toBeNull()
  const again = await anotherSession(who.id)
  await manage((tx) => removeGrant(tx, who.id, first!.id))
  expect(await findPerson(again.request)).toBeNull()
  expect((await grantsOf(who.id)).map((grant) => grant.role)).toEqual(["billing"])
  await expect(manage((tx) => removeGrant(tx, admin.id, second!.id))).rejects.toMatchObject({
    code: "not_found",
  })
  const [entry] = await audited("grant.change", who.id)
  expect(entry).toMatchObject({ before: { role: "lead" }, after: { role: "billing" } })
})

test("nobody grants more than they hold", async () => {
  const [who, lesser] = [await signedIn("analyst"), await signedIn("admin")]
  const person = await lesser.person()
  const [own] = await grantsOf(lesser.id)
  await manage((tx) =>
    changeGrant(
      tx,
      lesser.id,
      own!.id,
      draft({ role: "admin", discipline: "noc", expiresAt: "2030-01-01T00:00:00Z" }),
    ),
  )
  const give = (wanted: GrantDraft) =>
    withProvider(person, ["people.manage"], (tx) => addGrant(tx, who.id, wanted))
  for (const more of [
    draft({ role: "admin" }),
    draft({ discipline: "noc" }),
    draft({ expiresAt: "2029-01-01T00:00:00Z" }),
    draft({ discipline: "noc", expiresAt: "2031-01-01T00:00:00Z" }),
  ])
    await expect(give(more)).rejects.toMatchObject({ code: "forbidden" })
  await give(draft({ discipline: "noc", expiresAt: "2029-12-31T00:00:00Z" }))
  await expect(give(draft({ discipline: "noc", expiresAt: "2020-01-01T00:00:00Z" }))).rejects.toMatchObject({
    code: "invalid",
  })
})

test("factors reset: forgotten, signed out, told by mail", async () => {
  const who = await signedIn("analyst")
  await inIdentity((tx) =>
    tx.sql
      .insert(totpSecrets)
      .values({ userId: who.id, sealed: "v1", createdAt: tx.now, confirmedAt: tx.now }),
  )
  await manage((tx) => resetFactors(tx, who.id))
  expect(await inIdentity((tx) => tx.sql.$count(totpSecrets))).toBe(0)
  expect(await findPerson(who.request)).toBeNull()
  expect(await mailsTo(outbox, who.email)).toEqual(["second-factor-changed"])
})

test("a manager manages the people of their own organisation and nobody else", async () => {
  const [own, foreign, staff] = [
    await signedIn("viewer", acme.id),
    await signedIn("viewer", globex.id),
    await signedIn("analyst"),
  ]
  for (const id of [foreign.id, staff.id])
    for (const verb of [disablePerson, enablePerson, resetFactors])
      await expect(ofAcme((tx) => verb(tx, id))).rejects.toMatchObject({ code: "not_found" })
  const listed = (await ofAcme((tx) => listOwnPeople(tx, { limit: 100 }))).items.map(({ id }) => id)
  expect(listed).toContain(own.id)
  expect(listed).not.toContain(foreign.id)
  await ofAcme((tx) => changeRole(tx, own.id, "responder"))
  expect(await findPerson(own.request)).toBeNull()
  expect((await (await anotherSession(own.id)).person()).role).toBe("responder")
})

test("the last manager stays one", async () => {
  await expect(ofAcme((tx) => changeRole(tx, manager.id, "viewer"))).rejects.toMatchObject({
    code: "conflict",
  })
  const second = await signedIn("manager", acme.id)
  await ofAcme((tx) => changeRole(tx, manager.id, "viewer"))
  await expect(ofAcme((tx) => changeRole(tx, second.id, "viewer"), second)).rejects.toMatchObject({
    code: "conflict",
  })
  await ofAcme((tx) => changeRole(tx, manager.id, "manager"), second)
})

test("staff are found by name and address, people of clients apart", async () => {
  const who = await signedIn("lead")
  const person = await who.person()
  const { items } = await withProvider(person, ["people.read"], (tx) =>
    listStaff(tx, { search: who.email, limit: 5 }),
  )
  expect(items).toMatchObject([
    { id: who.id, sessions: 1, grants: [{ role: "lead", reach: "all" }], hasPassword: true },
  ])
  const clients = await withProvider(person, ["people.read"], (tx) => listClientsPeople(tx, { limit: 100 }))
  expect(clients.items.every((one) => one.clientId !== null)).toBe(true)
  const pages = []
  for (let after: string | undefined; ;) {
    const page = await withProvider(person, ["people.read"], (tx) =>
      listStaff(tx, { limit: 3, ...(after ? { after } : {}) }),
    )
    pages.push(...page.items)
    if (!page.nextCursor) break
    after = page.nextCursor
  }
  expect(new Set(pages.map(({ id }) => id)).size).toBe(pages.length)
  await expect(
    withProvider(person, ["people.read"], (tx) => readPerson(tx, "clients", who.id)),
  ).rejects.toMatchObject({ code: "not_found" })
})

test("groups: made, used by a grant, gone with it", async () => {
  await manage((tx) => createGroup(tx, { name: "Retail", clientIds: [acme.id] }))
  await expect(manage((tx) => createGroup(tx, { name: "Retail", clientIds: [] }))).rejects.toMatchObject({
    code: "conflict",
  })
  const [group] = await withProvider(await admin.person(), ["people.read"], listGroups)
  const who = await signedIn("analyst")
  await manage((tx) => addGrant(tx, who.id, draft({ scope: { kind: "group", groupId: group!.id } })))
  expect((await grantsOf(who.id))[1]).toMatchObject({ reach: [acme.id], groupName: "Retail" })
  await manage((tx) => removeGroup(tx, group!.id))
  expect(await grantsOf(who.id)).toHaveLength(1)
})

test("one's own sessions: seen, ended one by one or all others; nobody else's", async () => {
  const who = await signedIn("analyst")
  const [second, third] = [await anotherSession(who.id), await anotherSession(who.id)]
  const person = await who.person()
  const own = (await findSession(who.request))!.session.handle
  const listed = await listSessions(who.id, own)
  expect(listed.filter((one) => one.isThisOne)).toHaveLength(1)
  expect(listed).toHaveLength(3)
  await endOwnSession(person, (await findSession(second.request))!.session.handle)
  expect(await findPerson(second.request)).toBeNull()
  const foreign = (await findSession(admin.request))!.session.handle
  await expect(endOwnSession(person, foreign)).rejects.toMatchObject({ code: "not_found" })
  await endOtherSessions(person, own)
  expect(await findPerson(third.request)).toBeNull()
  expect(await findPerson(who.request)).not.toBeNull()
})

test("a shorter session: previewed by name, then in force for sessions of now; before and after in the audit", async () => {
  const who = await signedIn("viewer", globex.id)
  const person = await admin.person()
  const security = <T>(work: (tx: ProviderTx<"security.manage">) => Promise<T>) =>
    withProvider(person, ["security.manage"], work)
  const policy = await security(readSecurity)
  const next = {
    ...policy,
    clientIdleMinutes: 5,
    clientAbsoluteMinutes: 15,
    secondFactorClients: [globex.id],
  }
  await owner`alter table sessions no force row level security`
  await owner`update sessions set created_at = created_at - interval '20 minutes' where user_id = ${who.id}`
  const impact = await security((tx) => previewSecurity(tx, next))
  expect(impact.signedOut.map(({ id }) => id)).toEqual([who.id])
  expect(impact.withoutFactor.map(({ id }) => id)).toContain(who.id)
  expect(impact.withoutFactor.map(({ clientId }) => clientId)).not.toContain(acme.id)
  expect(await findPerson(who.request)).not.toBeNull()
  await security((tx) => changeSecurity(tx, next))
  expect(await findPerson(who.request)).toBeNull()
  expect(await security(readSecurity)).toEqual(next)
  const [entry] =
    await owner`select before, after from provider_audit_entries where action = 'security.change'`
  expect(entry).toEqual({ before: policy, after: next })
})
