import { expect, test } from "vitest"
import { createUser } from "#app/auth/create-user.server.ts"
import { createSession } from "#app/auth/sessions.server.ts"
import { providerRoles } from "#app/kernel/permission.ts"
import { builtPortal } from "../support/built-portal.ts"
import { testDatabase } from "../support/database.ts"
import { openOutbox, queueReset, rowOf, secretOf } from "../support/outbox.ts"

const { owner: _, ...database } = await testDatabase()
const outbox = openOutbox(database)
const portal = await builtPortal(database)
const { id, link } = await queueReset("bo@acme.example")

const cookieOf = async (role: (typeof providerRoles)[number]) => {
  const made = await createUser({
    email: `${role}${crypto.randomUUID()}@x.example`,
    name: role,
    role,
    password: "fifteen characters long",
    clientId: null,
    discipline: "both",
    tier: 1,
  })
  return { cookie: (await createSession(made, { methods: ["password"] })).split(";")[0] ?? "" }
}

test("every other role is told no, also for a post", async () => {
  for (const role of providerRoles.filter((r) => r !== "admin")) {
    const headers = await cookieOf(role)
    for (const path of ["/admin/mail", `/admin/mail/${id}`, `/admin/mail/${id}/body`])
      expect((await portal.ask(path, { headers })).status, `${role} ${path}`).toBe(403)
    const body = new URLSearchParams({ act: "drop" })
    const posted = await portal.ask(`/admin/mail/${id}`, { method: "POST", headers, body })
    expect(posted.status, role).toBe(403)
  }
  expect((await rowOf(outbox, id)).status).toBe("queued")
})

test("an administrator sees the list and the mail, nowhere its link", async () => {
  const headers = await cookieOf("admin")
  const list = await portal.ask("/admin/mail", { headers })
  expect(list.text).toContain("bo@acme.example")
  expect(list.text).toContain("No mail server is set (SMTP_URL): mails are kept here.")
  for (const path of ["/admin/mail", `/admin/mail/${id}`, `/admin/mail/${id}/body`]) {
    const answer = await portal.ask(path, { headers })
    expect(answer.status, path).toBe(200)
    expect(answer.text, path).not.toContain(secretOf(link))
  }
  expect((await portal.ask("/admin/mail?status=dead", { headers })).text).toContain("No mail is dead")
})

test("the mail is framed under a policy that allows its styles and nothing else", async () => {
  const { headers } = await portal.ask(`/admin/mail/${id}/body`, { headers: await cookieOf("admin") })
  expect(headers.get("content-type")).toBe("text/html; charset=utf-8")
  expect(headers.get("content-security-policy")?.split("; ")).toEqual(
    expect.arrayContaining([
      "default-src 'none'",
      "style-src 'unsafe-inline'",
      "frame-ancestors 'self'",
      "form-action 'none'",
      "sandbox",
    ]),
  )
  expect(headers.get("content-security-policy")).not.toContain("script-src")
})
