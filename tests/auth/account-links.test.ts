import { expect, test } from "vitest"
import { askEmailChange } from "#app/auth/account/ask-email-change.server.ts"
import { changePassword } from "#app/auth/account/change-password.server.ts"
import { confirmEmail } from "#app/auth/account/confirm-email.server.ts"
import { lookUpLink } from "#app/auth/account/look-up-link.server.ts"
import { requestReset } from "#app/auth/account/request-reset.server.ts"
import { resetPassword } from "#app/auth/account/reset-password.server.ts"
import { updateUser } from "#app/auth/people/store.server.ts"
import { checkPassword } from "#app/auth/passwords.server.ts"
import { findSession } from "#app/auth/sessions.server.ts"
import { findPerson } from "#app/auth/staff.server.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import { inIdentity } from "#db/identity.ts"
import { accountLinks, passkeys, totpSecrets } from "#db/schema/sign-in.ts"
import { testDatabase } from "../support/database.ts"
import { openOutbox } from "../support/outbox.ts"
import {
  anotherSession,
  linksTo,
  mailsTo,
  password,
  signedIn,
  type SignedIn,
  tokenOf,
} from "../support/signed-in-people.ts"

const outbox = openOutbox(await testDatabase())
const next = "another one, long enough"

async function resetLink(who: SignedIn): Promise<string> {
  await requestReset(who.email.toUpperCase())
  return tokenOf((await linksTo(outbox, who.email))[0])
}

test("a mailed link sets a new password once, ends every session and signs nobody in", async () => {
  const who = await signedIn("analyst")
  const token = await resetLink(who)
  expect(await lookUpLink("password", token)).toMatchObject({ email: who.email })
  expect(await resetPassword(token, next)).toBe(true)
  expect(await findPerson(who.request)).toBeNull()
  expect([await checkPassword(who.email, password), await checkPassword(who.email, next)]).toEqual([
    null,
    expect.objectContaining({ id: who.id }),
  ])
  expect(await mailsTo(outbox, who.email)).toEqual(["password-reset", "password-changed"])
  expect(await resetPassword(token, "yet another one, long")).toBe(false)
  expect(await lookUpLink("password", token)).toBeNull()
})

test("50 at once with one link: one success", async () => {
  const who = await signedIn("analyst")
  const token = await resetLink(who)
  const wins = await Promise.all(
    Array.from({ length: 50 }, (_, i) => resetPassword(token, `number ${i} of the fifty`)),
  )
  expect(wins.filter(Boolean)).toHaveLength(1)
  expect(await checkPassword(who.email, `number ${wins.indexOf(true)} of the fifty`)).not.toBeNull()
  expect((await mailsTo(outbox, who.email)).filter((kind) => kind === "password-changed")).toHaveLength(1)
})

test("one link used makes the others worthless; a poor password uses none", async () => {
  const who = await signedIn("analyst")
  const [first, second] = [await resetLink(who), await resetLink(who)]
  expect(first).not.toBe(second)
  for (const poor of ["short", who.email, "administrator123", "fourteen chars"])
    await expect(resetPassword(first, poor)).rejects.toMatchObject({ code: "invalid" })
  expect(await resetPassword(first, next)).toBe(true)
  expect(await resetPassword(second, next)).toBe(false)
})

test("after half an hour it opens nothing", async () => {
  const who = await signedIn("analyst")
  const token = await resetLink(who)
  const [link] = await inIdentity((tx) => tx.sql.select().from(accountLinks))
  expect(link?.expiresAt.since(link.createdAt).total("minutes")).toBe(30)
  await inIdentity((tx) => tx.sql.update(accountLinks).set({ expiresAt: plusSeconds(tx.now, -1) }))
  expect(await lookUpLink("password", token)).toBeNull()
  expect(await resetPassword(token, next)).toBe(false)
})

test("nobody knows, is disabled, or has no password: no mail, and no word of it", async () => {
  const [gone, elsewhere] = [await signedIn("analyst"), await signedIn("analyst")]
  await inIdentity((tx) => updateUser(tx, gone.id, { disabledAt: tx.now }))
  await inIdentity((tx) => updateUser(tx, elsewhere.id, { passwordHash: null }))
  for (const address of ["nobody@nowhere.example", gone.email, elsewhere.email, "no address at all"]) {
    await expect(requestReset(address)).resolves.toBeUndefined()
    expect(await mailsTo(outbox, address)).toEqual([])
  }
})

test("three mails in half an hour at most", async () => {
  const who = await signedIn("analyst")
  for (let i = 0; i < 5; i++) await requestReset(who.email)
  expect(await mailsTo(outbox, who.email)).toHaveLength(3)
})

test("with a second factor eight characters do, and the factor stays", async () => {
  const who = await signedIn("analyst")
  await inIdentity(async (tx) => {
    const dates = { createdAt: tx.now, confirmedAt: tx.now }
    await tx.sql.insert(totpSecrets).values({ userId: who.id, sealed: "v1.x", ...dates })
  })
  expect(await resetPassword(await resetLink(who), "gh7#kd0q")).toBe(true)
  expect(await inIdentity((tx) => tx.sql.$count(totpSecrets))).toBe(1)
  expect(await inIdentity((tx) => tx.sql.$count(passkeys))).toBe(0)
})

test("a changed password: the current one is asked for, other sessions end, this one goes on under a new id", async () => {
  const who = await signedIn("analyst")
  const other = await anotherSession(who.id)
  const session = (await findSession(who.request))!.session
  const change = async (current: string, wanted: string) =>
    changePassword(who.request, { person: await who.person(), session }, { current, password: wanted })
  await expect(change("not the current one", next)).rejects.toMatchObject({
    fields: { current: expect.any(String) },
  })
  await expect(change(password, password)).rejects.toMatchObject({ fields: { password: expect.any(String) } })
  await expect(change(password, "too short")).rejects.toMatchObject({
    fields: { password: expect.any(String) },
  })
  const reset = await resetLink(who)
  const cookie = (await change(password, next)).split(";")[0] ?? ""
  expect([await findPerson(other.request), await findPerson(who.request)]).toEqual([null, null])
  expect(await findPerson(new Request("http://localhost:3000/", { headers: { cookie } }))).not.toBeNull()
  expect(await resetPassword(reset, "by the link from before")).toBe(false)
  expect(await mailsTo(outbox, who.email)).toContain("password-changed")
})

test("a new address counts once it is confirmed; the old one is told", async () => {
  const who = await signedIn("analyst")
  await askEmailChange(await who.person(), "New@Place.example ")
  expect((await who.person()).email).toBe(who.email)
  expect(await mailsTo(outbox, who.email)).toEqual(["email-change-notice"])
  const [link] = await linksTo(outbox, "new@place.example")
  expect(link).toContain("/account-link#")
  const reset = await resetLink(who)
  expect(await confirmEmail(tokenOf(link))).toBe("new@place.example")
  expect((await who.person()).email).toBe("new@place.example")
  expect(await confirmEmail(tokenOf(link))).toBeNull()
  // What was mailed to the old address opens nothing any more.
  expect(await resetPassword(reset, next)).toBe(false)
})

test("a link is good for its purpose alone", async () => {
  const who = await signedIn("analyst")
  await askEmailChange(await who.person(), "purpose@place.example")
  const email = tokenOf((await linksTo(outbox, "purpose@place.example"))[0])
  const reset = await resetLink(who)
  expect([await confirmEmail(reset), await resetPassword(email, next)]).toEqual([null, false])
  expect([await lookUpLink("email", reset), await lookUpLink("password", email)]).toEqual([null, null])
  // Neither was used up by that.
  expect(await confirmEmail(email)).toBe("purpose@place.example")
})

test("an address somebody else has gets no link, and nothing says so; nor is it taken later", async () => {
  const [who, other] = [await signedIn("analyst"), await signedIn("analyst")]
  await askEmailChange(await who.person(), other.email)
  expect(await linksTo(outbox, other.email)).toEqual([])
  await askEmailChange(await who.person(), "soon@taken.example")
  await inIdentity((tx) => updateUser(tx, other.id, { email: "soon@taken.example" }))
  expect(await confirmEmail(tokenOf((await linksTo(outbox, "soon@taken.example"))[0]))).toBeNull()
  expect((await who.person()).email).toBe(who.email)
})

test("only the last of several new addresses can be confirmed, and five a day", async () => {
  const who = await signedIn("analyst")
  for (let i = 0; i < 5; i++) await askEmailChange(await who.person(), `n${i}@many.example`)
  await expect(askEmailChange(await who.person(), "n6@many.example")).rejects.toMatchObject({ code: "limit" })
  expect(await confirmEmail(tokenOf((await linksTo(outbox, "n3@many.example"))[0]))).toBeNull()
  expect(await confirmEmail(tokenOf((await linksTo(outbox, "n4@many.example"))[0]))).toBe("n4@many.example")
})
