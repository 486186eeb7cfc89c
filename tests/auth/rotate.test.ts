import { expect, test } from "vitest"
import { takeCode } from "#app/auth/factors/take-code.server.ts"
import { open, seal } from "#app/auth/sealed-text.server.ts"
import { requireSignature } from "#app/domain/sources/signatures/require.server.ts"
import { newId } from "#app/kernel/ids.ts"
import { inIdentity } from "#db/identity.ts"
import { inTenant } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"
import { queueNotice, queueReset } from "../support/outbox.ts"
import { hasAuthenticator, newPerson } from "../support/with-factors.ts"
import { portalCommand } from "../support/portal-command.ts"

const { owner, ...config } = await testDatabase()
process.env["SECRET_KEY"] = config.secretKey
for (const table of [
  "totp_secrets",
  "mail_outbox",
  "sso_connections",
  "source_signatures",
  "provider_audit_entries",
])
  await owner.unsafe(`alter table ${table} no force row level security`)

/** The secret everything was sealed with before. */
const before = "the-secret-of-before-the-secret-of-before"
const now = config.secretKey

const sealedTexts = async () => {
  const rows = await owner<{ kind: string; about: string; sealed: string }[]>`
    select 'second-factor' as kind, user_id::text as about, sealed from totp_secrets
    union all select 'mail', id::text, sealed from mail_outbox where sealed is not null
    union all select 'sso-secret', id::text, sealed_secret from sso_connections
    union all select 'source-signature', source_id::text, sealed_secret from source_signatures`
  return rows
}
const opens = ({ kind, about, sealed }: { kind: string; about: string; sealed: string }, secret: string) =>
  open(sealed, kind as "sso-secret", about, [secret]) !== null

/** As if everything had been sealed under the secret of before. */
async function sealWithBefore() {
  for (const row of await sealedTexts()) {
    const text = open(row.sealed, row.kind as "sso-secret", row.about, [now]) ?? ""
    const old = seal(text, row.kind as "sso-secret", row.about, [before])
    await owner`update totp_secrets set sealed = ${old} where user_id::text = ${row.about}`
    await owner`update mail_outbox set sealed = ${old} where id::text = ${row.about} and sealed is not null`
    await owner`update sso_connections set sealed_secret = ${old} where id::text = ${row.about}`
    await owner`update source_signatures set sealed_secret = ${old} where source_id::text = ${row.about}`
  }
}

const rotate = async (previous: string | null) => {
  if (previous) process.env["SECRET_KEY_PREVIOUS"] = previous
  else delete process.env["SECRET_KEY_PREVIOUS"]
  return portalCommand(["secrets", "rotate"], config)
}

test("everything sealed under the secret of before is sealed under that of now, and still opens", async () => {
  const user = await newPerson()
  const { code } = await hasAuthenticator(user)
  await queueReset()
  await queueNotice()
  const sso = newId<"sso-secret">()
  await owner`insert into sso_connections (id, name, issuer, oauth_client_id, sealed_secret, domains, created_at)
    values (${sso}, 'Acme', 'https://idp.example', 'x', ${seal("client secret", "sso-secret", sso, [now])}, '{acme.example}', now())`
  const { tenant, sourceId } = await newFloor("github")
  await inTenant(tenant.scope("sources.manage", "sources.read"), (t) =>
    requireSignature(t, sourceId, { scheme: "github", secret: "a secret of tests" }, (secret) =>
      seal(secret, "source-signature", sourceId, [now]),
    ),
  )
  await sealWithBefore()
  const old = await sealedTexts()
  expect(old).toHaveLength(4)
  for (const row of old) expect([opens(row, before), opens(row, now)], row.kind).toEqual([true, false])

  const without = await rotate(null)
  expect(without).toMatchObject({
    code: 1,
    output: expect.stringContaining("1 opened by no secret") as string,
  })
  expect(await sealedTexts()).toEqual(old)

  const done = await rotate(before)
  expect(done, done.output).toMatchObject({ code: 0 })
  const anew = await sealedTexts()
  for (const row of anew) expect([opens(row, before), opens(row, now)], row.kind).toEqual([false, true])
  expect(await inIdentity((tx) => takeCode(tx, user.id, code()))).toBe(true)

  expect((await rotate(before)).output).toContain("1 sealed, 0 sealed anew, 0 opened by no secret")
  expect(await sealedTexts()).toEqual(anew)
  const [entry] =
    await owner`select actor, after from provider_audit_entries where action = 'secret.rotate' order by id desc`
  expect(entry).toMatchObject({
    actor: { name: "command line" },
    after: { seeds: { seen: 1, renewed: 0, lost: 0 } },
  })
})
