import { expect, test } from "vitest"
import { forPeople } from "#app/auth/people/for-people.server.ts"
import { withClientPeople, withProvider } from "#app/auth/guards.server.ts"
import type { Entered } from "#app/auth/enter.server.ts"
import { acceptInvitation } from "#app/auth/invitations/accept.server.ts"
import { inviteClientPerson, inviteStaff } from "#app/auth/invitations/issue.server.ts"
import { listOwnInvitations, listStaffInvitations } from "#app/auth/invitations/list.server.ts"
import { lookUpInvitation } from "#app/auth/invitations/look-up.server.ts"
import { resendInvitation } from "#app/auth/invitations/resend.server.ts"
import { updateOpen } from "#app/auth/invitations/store.server.ts"
import { withdrawInvitation } from "#app/auth/invitations/withdraw.server.ts"
import { disablePerson } from "#app/auth/people/disable.server.ts"
import type { GrantDraft } from "#app/auth/people/grant.ts"
import { selectHeldGrants } from "#app/auth/people/store.server.ts"
import { findPerson } from "#app/auth/staff.server.ts"
import type { ClientRole } from "#app/kernel/permission.ts"
import { testDatabase } from "../support/database.ts"
import { openOutbox } from "../support/outbox.ts"
import { linksTo, mailsTo, password, signedIn, type SignedIn, tokenOf } from "../support/signed-in-people.ts"
import { twoTenants } from "../support/tenants.ts"

const outbox = openOutbox(await testDatabase())
const { acme, globex } = await twoTenants()
const admin = await signedIn("admin")
const manager = await signedIn("manager", acme.id)

const analyst: GrantDraft = {
  role: "analyst",
  discipline: "soc",
  tier: 2,
  scope: { kind: "client", clientId: acme.id },
  expiresAt: null,
}
const toStaff = async (email: string, grants = [analyst], by: SignedIn = admin) =>
  withProvider(await by.person(), ["people.manage"], (tx) =>
    inviteStaff(tx, { email, name: "Noa New", organisation: "the operations team" }, grants),
  )
const toClient = async (email: string, by: SignedIn = manager, role: ClientRole = "viewer") => {
  const person = await by.person()
  return withClientPeople(person, acme.id, (tx) =>
    inviteClientPerson(tx, { email, name: "Cal Client", organisation: "Acme" }, role),
  )
}
/** Whoever the new session is of, once it is whole; staff still owe their second factor. */
const personOf = async (entered: Entered | null) => {
  const headers = { cookie: entered?.cookie.split(";")[0] ?? "" }
  const found = await findPerson(new Request("http://localhost:3000/", { headers }))
  expect(found === null).toBe(entered?.due !== "nothing")
  return entered?.person ?? null
}
const accept = (token: string, as = password) => acceptInvitation(token, { name: "Noa Newman", password: as })

test("staff: the mail's link says who invites where, and makes an account with the grants", async () => {
  const link = await toStaff("Noa@Staff.example")
  expect(link).toMatch(/\/invitation#[\w-]{43}$/)
  expect(await linksTo(outbox, "noa@staff.example")).toEqual([link])
  expect(await lookUpInvitation(tokenOf(link))).toEqual({
    email: "noa@staff.example",
    name: "Noa New",
    organisation: "the operations team",
    invitedBy: (await admin.person()).name,
    roles: ["analyst"],
  })
  const person = await personOf(await accept(tokenOf(link)))
  expect(person).toMatchObject({
    name: "Noa Newman",
    email: "noa@staff.example",
    role: "analyst",
    clientId: null,
  })
  expect(person?.permissions.has("alerts.triage")).toBe(true)
  const [grant] = await withProvider(await admin.person(), ["people.read"], (tx) =>
    selectHeldGrants(tx, person ? [person.userId] : []),
  )
  expect(grant).toMatchObject({ role: "analyst", discipline: "soc", tier: 2, reach: [acme.id] })
  expect(await lookUpInvitation(tokenOf(link))).toBeNull()
  expect(await accept(tokenOf(link))).toBeNull()
})

test("a client's manager invites to their own organisation, and only there", async () => {
  const link = await toClient("cal@acme.example")
  expect(await lookUpInvitation(tokenOf(link))).toMatchObject({ organisation: "Acme", roles: ["viewer"] })
  expect(await personOf(await accept(tokenOf(link)))).toMatchObject({ role: "viewer", clientId: acme.id })
  const person = await manager.person()
  await expect(
    withClientPeople(person, globex.id, (tx) =>
      inviteClientPerson(tx, { email: "x@globex.example", name: "X", organisation: "Globex" }, "viewer"),
    ),
  ).rejects.toMatchObject({ code: "not_found" })
  for (const role of ["viewer", "responder", "billing"] as const)
    await expect(toClient("y@acme.example", await signedIn(role, acme.id))).rejects.toMatchObject({
      code: "forbidden",
    })
})

test("account staff invite for a client; an analyst nobody", async () => {
  expect(await toClient("z@acme.example", await signedIn("account"))).toContain("#")
  await expect(toClient("z2@acme.example", await signedIn("analyst"))).rejects.toMatchObject({
    code: "forbidden",
  })
  await expect(toStaff("z3@staff.example", [], await signedIn("lead"))).rejects.toMatchObject({
    code: "forbidden",
  })
})

test("50 at once with one link: one account, one session", async () => {
  const token = tokenOf(await toStaff("fifty@staff.example"))
  const answers = await Promise.all(Array.from({ length: 50 }, () => accept(token)))
  expect(answers.filter((cookie) => cookie !== null)).toHaveLength(1)
  expect(await personOf(answers.find((cookie) => cookie !== null) ?? null)).toMatchObject({
    email: "fifty@staff.example",
  })
})

test("unknown, withdrawn, expired and used open alike: nothing", async () => {
  const [withdrawn, expired] = [await toStaff("w@staff.example"), await toStaff("e@staff.example")]
  const person = await admin.person()
  const open = await withProvider(person, ["people.read"], listStaffInvitations)
  const idOf = (email: string) => open.find((one) => one.email === email)?.id ?? ""
  await forPeople(person, "staff", (tx) => withdrawInvitation(tx, idOf("w@staff.example")))
  await withProvider(person, ["people.manage"], async (tx) => {
    await updateOpen(tx, idOf("e@staff.example"), { expiresAt: tx.now })
  })
  for (const token of [tokenOf(withdrawn), tokenOf(expired), "x".repeat(43), ""]) {
    expect(await lookUpInvitation(token)).toBeNull()
    expect(await accept(token)).toBeNull()
  }
})

test("sent again: a new link, the old one is dead; also after it expired", async () => {
  const first = tokenOf(await toClient("again@acme.example"))
  const person = await manager.person()
  const [one] = await withClientPeople(person, acme.id, listOwnInvitations)
  await withClientPeople(person, acme.id, (tx) => resendInvitation(tx, one?.id ?? "", "Acme"))
  const [second] = await linksTo(outbox, "again@acme.example")
  expect(await lookUpInvitation(first)).toBeNull()
  expect(await lookUpInvitation(tokenOf(second))).toMatchObject({ email: "again@acme.example" })
  expect(await mailsTo(outbox, "again@acme.example")).toEqual(["invitation", "invitation"])
})

test("inviting again withdraws what went before", async () => {
  const [first, second] = [await toClient("twice@acme.example"), await toClient("twice@acme.example")]
  expect(await lookUpInvitation(tokenOf(first))).toBeNull()
  expect(await lookUpInvitation(tokenOf(second))).not.toBeNull()
})

test("another client's open invitation is not there to send or withdraw", async () => {
  await toClient("mine@acme.example")
  const [one] = await withClientPeople(await manager.person(), acme.id, listOwnInvitations)
  const stranger = await (await signedIn("manager", globex.id)).person()
  for (const verb of [withdrawInvitation, (tx: never, id: string) => resendInvitation(tx, id, "Globex")])
    await expect(
      withClientPeople(stranger, globex.id, (tx) => verb(tx as never, one?.id ?? "")),
    ).rejects.toMatchObject({ code: "not_found" })
})

test("that an address belongs to another client's person is not said to a manager, but to the guest", async () => {
  const stranger = await signedIn("viewer", globex.id)
  const link = await toClient(stranger.email)
  await expect(accept(tokenOf(link))).rejects.toMatchObject({ code: "conflict" })
  // Nothing was taken: the invitation is as open as before.
  expect(await lookUpInvitation(tokenOf(link))).not.toBeNull()
  await expect(toClient(manager.email)).rejects.toMatchObject({ code: "conflict" })
  await expect(toStaff(admin.email)).rejects.toMatchObject({ code: "conflict" })
})

test("a poor password leaves the invitation open; the organisation's name is one", async () => {
  const token = tokenOf(await toClient("poor@acme.example"))
  for (const poor of ["short", "passwordpassword", "poor@acme.example"])
    await expect(accept(token, poor)).rejects.toMatchObject({ code: "invalid" })
  expect(await accept(token)).not.toBeNull()
})

test("whoever is disabled leaves no open invitation behind", async () => {
  const second = await signedIn("admin")
  const token = tokenOf(await toStaff("orphan@staff.example", [analyst], second))
  await withProvider(await admin.person(), ["people.manage"], (tx) => disablePerson(tx, second.id))
  expect(await lookUpInvitation(token)).toBeNull()
})

test.each(["nobody", "a@b@c", "a@b.example,c@d.example", "a@b.example\r\nBcc: c@d.example"])(
  "%j is invited nowhere",
  async (email) => {
    await expect(toClient(email)).rejects.toMatchObject({ code: "invalid" })
  },
)
