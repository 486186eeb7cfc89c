import type postgres from "postgres"
import { createUser } from "#app/auth/create-user.server.ts"
import type { Person } from "#app/auth/principal.ts"
import { createSession } from "#app/auth/sessions.server.ts"
import { findPerson } from "#app/auth/staff.server.ts"
import type { MailId, TenantId, UserId } from "#app/kernel/ids.ts"
import type { ClientRole, ProviderRole } from "#app/kernel/permission.ts"
import { readSecrets } from "#app/mail/letter.server.ts"

export const password = "fifteen characters long"

/** Somebody who is signed in, with the request their browser would make. */
export type SignedIn = {
  readonly id: UserId
  readonly email: string
  readonly cookie: string
  readonly request: Request
  /** As a guard sees them now. */
  readonly person: () => Promise<Person>
}

let made = 0

/** A person of their own for a test: staff, or of a client. */
export async function signedIn(
  role: ProviderRole | ClientRole,
  clientId: TenantId | null = null,
): Promise<SignedIn> {
  const n = ++made
  const email = `p${n}@x.example`
  const id = await createUser({
    ...{ email, name: `Person ${n}`, role, password, clientId },
    discipline: "both",
    tier: 1,
  })
  return { id, email, ...(await anotherSession(id)) }
}

export async function anotherSession(id: UserId) {
  const cookie = (await createSession(id, { methods: ["password"] })).split(";")[0] ?? ""
  const request = new Request("http://localhost:3000/me", { headers: { cookie } })
  const person = async () => {
    const found = await findPerson(request)
    if (!found) throw new Error("They are signed out.")
    return found
  }
  return { cookie, request, person }
}

/** The links in the mails to an address, newest first; none where nothing was mailed. */
export async function linksTo(outbox: postgres.Sql, address: string): Promise<string[]> {
  const rows = await outbox<{ id: MailId; sealed: string | null }[]>`
    select id, sealed from mail_outbox where to_address = ${address} order by created_at desc, id desc`
  return rows.flatMap((row) => Object.values(readSecrets(row)))
}

/** What stands behind the `#`. */
export const tokenOf = (link: string | undefined) => link?.split("#")[1] ?? "no link"

/** The kinds of mail an address got, oldest first. */
export async function mailsTo(outbox: postgres.Sql, address: string): Promise<string[]> {
  const rows = await outbox<{ template: string }[]>`
    select template from mail_outbox where to_address = ${address} order by created_at, id`
  return rows.map((row) => row.template)
}
