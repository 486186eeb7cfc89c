import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import postgres from "postgres"
import { afterAll, expect, test } from "vitest"
import { clientChain, providerChain } from "#app/domain/audit/chain.ts"
import { verifyExport } from "#app/domain/audit/export.ts"
import { exportLines, type OpenChain, readExportHeader } from "#app/domain/audit/export.server.ts"
import { listHistory } from "#app/domain/audit/read.server.ts"
import { recordAudit } from "#app/domain/audit/record.server.ts"
import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { withOrigin } from "#app/domain/audit/origin.server.ts"
import { sealEntries } from "#app/domain/audit/seal.server.ts"
import { verifyChain } from "#app/domain/audit/verify.server.ts"
import { newId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { loginUrl, logins } from "#db/config.ts"
import { inIdentity, inWorkerIdentity } from "#db/identity.ts"
import { inTenant } from "#db/tenant.ts"
import { sealChains } from "#workers/handlers/seal-audit.ts"
import { contextOf } from "#workers/runtime.ts"
import { testDatabase } from "../support/database.ts"
import { portalCommand } from "../support/portal-command.ts"
import { ana, newTenant, type TestTenant } from "../support/tenants.ts"

const { owner, ...config } = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), "watchfloor-audit-"))
const sessions = Object.fromEntries(
  logins.map((login) => [login, postgres(loginUrl(config, login), { max: 1, onnotice: () => {} })]),
)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await Promise.all(Object.values(sessions).map((sql) => sql.end()))
})
// Somebody who owns the database can do what no login can: that is whom the chain is for.
for (const table of ["audit_entries", "audit_seals", "provider_audit_entries", "provider_audit_seals"])
  await owner.unsafe(`alter table ${table} no force row level security`)

const context = contextOf("test")
const sealAll = () => sealChains(context, { everything: false })
const worker = (tenant: TestTenant) => context.scopeOf<"audit.read">(tenant.id)
const write = (tenant: TestTenant, n: number) =>
  inTenant(tenant.scope(), (t) =>
    recordAudit(t, { action: "alert.close", targetId: newId(), reason: `n ${n}`, after: { n } }),
  )
const check = (tenant: TestTenant, whole = true) =>
  inTenant(worker(tenant), (t) => verifyChain(clientChain(t), { whole }))
const sealsOf = (tenant: TestTenant) =>
  owner<{ seq: number; entry_id: string; hash: string }[]>`
    select seq::int as seq, entry_id, hash from audit_seals where tenant_id = ${tenant.id} order by seq`

/** A client with this many sealed entries, and what undoes a change of the test's to them. */
async function sealedTenant(entries: number) {
  const tenant = await newTenant()
  const ids: string[] = []
  for (let n = 0; n < entries; n++) ids.push(await write(tenant, n))
  await sealAll()
  return { tenant, ids }
}

const auditTables = (
  await owner<{ name: string }[]>`
    select relname as name from pg_class where relkind = 'r' and relname ~ 'audit' order by 1`
).map((row) => row.name)

test.each(auditTables)("%s: no login changes or takes away a row", async (table) => {
  expect(auditTables).toHaveLength(6)
  for (const [login, sql] of Object.entries(sessions))
    for (const statement of [
      `update ${table} set ${table.endsWith("seals") ? "seq = seq" : "id = id"}`,
      `delete from ${table}`,
      `truncate ${table}`,
    ])
      await expect(sql.unsafe(statement), `${login}: ${statement}`).rejects.toThrow(/permission denied/)
})

test("only the worker seals", async () => {
  for (const [login, sql] of Object.entries(sessions)) {
    if (login === "portal_worker") continue
    for (const table of ["audit_seals", "provider_audit_seals"])
      await expect(sql.unsafe(`insert into ${table} default values`), login).rejects.toThrow(
        /permission denied/,
      )
  }
})

test("an entry says where its request came from; a worker's says nothing", async () => {
  const tenant = await newTenant()
  const [target, requestId] = [newId(), newId()]
  const origin = { address: "192.0.2.7", userAgent: "Browser", requestId, screen: "/ops/queue" }
  await withOrigin(origin, () =>
    inTenant(tenant.scope(), (t) =>
      recordAudit(t, { action: "alert.close", targetId: target, result: "refused", reason: "why" }),
    ),
  )
  await inTenant(worker(tenant), (t) => recordAudit(t, { action: "alert.close", targetId: target }))
  const [later, first] = await inTenant(tenant.scope(), (t) => listHistory(t, target))
  expect(first).toMatchObject({
    address: "192.0.2.7",
    userAgent: "Browser",
    requestId,
    result: "refused",
    reason: "why",
  })
  expect(later).toMatchObject({ address: null, userAgent: null, requestId: null, result: "ok", reason: null })
})

test("what is recorded once an hour is there once, whoever writes at the same time", async () => {
  const actor: Actor = { kind: "user", id: newId(), name: "Once" }
  const note = (oncePerHour: string) =>
    inIdentity((tx) => recordProviderAudit(tx, { actor, action: "access.read", oncePerHour }))
  await Promise.all([note("/a"), note("/a"), note("/a"), note("/b")])
  const [row] =
    await owner`select count(*)::int as n from provider_audit_entries where actor->>'id' = ${actor.id}`
  expect(row?.["n"]).toBe(2)
})

test("sealers and writers at once: every entry sealed once, without a gap, and the chain holds", async () => {
  const tenant = await newTenant()
  const writing = Array.from({ length: 60 }, (_, n) => write(tenant, n))
  const sealing = Array.from({ length: 12 }, () =>
    inTenant(worker(tenant), (t) => sealEntries(clientChain(t))),
  )
  const ids = await Promise.all(writing)
  await Promise.all(sealing)
  await sealAll()
  const seals = await sealsOf(tenant)
  expect(seals.map((s) => s.seq)).toEqual(ids.map((_, i) => i + 1))
  expect(seals.map((s) => s.entry_id).sort()).toEqual([...ids].sort())
  expect(await check(tenant)).toMatchObject({ ok: true, head: { seq: 60, hash: seals.at(-1)!.hash } })
})

test("an entry that commits late is sealed behind what overtook it", async () => {
  const { tenant } = await sealedTenant(1)
  let commit = () => {}
  const held = new Promise<void>((resolve) => (commit = resolve))
  let written = () => {}
  const isWritten = new Promise<void>((resolve) => (written = resolve))
  const late = inTenant(tenant.scope(), async (t) => {
    const id = await recordAudit(t, { action: "alert.close", targetId: newId() })
    written()
    await held
    return id
  })
  await isWritten
  const overtook = await write(tenant, 1)
  await sealAll()
  commit()
  const id = await late
  expect(id < overtook).toBe(true)
  await sealAll()
  expect((await sealsOf(tenant)).map((s) => s.entry_id).slice(1)).toEqual([overtook, id])
  expect(await check(tenant)).toMatchObject({ ok: true })
})

test("an entry made long before the newest sealed one is found by the hourly round", async () => {
  const { tenant } = await sealedTenant(1)
  const id = "0190a000-0000-7000-8000-000000000001"
  await owner`insert into audit_entries (tenant_id, id, at, actor, action, target_kind, target_id)
    values (${tenant.id}, ${id}, now(), '{"kind":"system","name":"x"}', 'alert.x', 'alert', ${newId()})`
  await sealAll()
  expect(await sealsOf(tenant)).toHaveLength(1)
  await sealChains(context, { everything: true })
  expect((await sealsOf(tenant)).at(-1)).toMatchObject({ entry_id: id })
})

test.each([
  [
    "an action changed",
    (id: string) => owner`update audit_entries set action = 'alert.take' where id = ${id}`,
  ],
  [
    "a time moved by a microsecond",
    (id: string) => owner`update audit_entries set at = at + interval '1 microsecond' where id = ${id}`,
  ],
  [
    "a value inside `after`",
    (id: string) => owner`update audit_entries set after = '{"n": 99}' where id = ${id}`,
  ],
  [
    "an address put in",
    (id: string) => owner`update audit_entries set address = '192.0.2.9' where id = ${id}`,
  ],
  ["the entry deleted", (id: string) => owner`delete from audit_entries where id = ${id}`],
] as const)("%s: the check names the entry, and keeps on saying so", async (_name, tamper) => {
  const { tenant, ids } = await sealedTenant(5)
  expect(await check(tenant)).toMatchObject({ ok: true })
  await tamper(ids[2]!)
  for (const whole of [true, false])
    expect(await check(tenant, whole)).toMatchObject({
      ok: false,
      head: { seq: 2 },
      firstBad: { seq: 3, entryId: ids[2] },
    })
})

test("newest links cut off show against the head of the last check, not by the chain alone", async () => {
  const { tenant } = await sealedTenant(5)
  const cut = () => owner`delete from audit_seals where tenant_id = ${tenant.id} and seq > 3`
  const other = await sealedTenant(5)
  await owner`delete from audit_seals where tenant_id = ${other.tenant.id} and seq > 3`
  expect(await check(other.tenant)).toMatchObject({ ok: true, head: { seq: 3 } })
  expect(await check(tenant)).toMatchObject({ ok: true })
  await cut()
  expect(await check(tenant, false)).toMatchObject({ ok: false, firstBad: { seq: 4, entryId: null } })
})

test("an export of a time holds the links of that time, tied to the one before", async () => {
  const { tenant, ids } = await sealedTenant(6)
  const times = await owner<{ at: string }[]>`
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from audit_entries where id in ${owner([ids[2]!, ids[4]!])} order by at`
  const [after, before] = times.map(({ at }) => instant(at))
  const open: OpenChain = (read) => inTenant(worker(tenant), (t) => read(clientChain(t)))
  const header = await open((c) => readExportHeader(c, null, { after: after!, before: before! }))
  const seals = await sealsOf(tenant)
  expect(header).toMatchObject({
    range: { from: 3, to: 4 },
    start: { seq: 2, hash: seals[1]!.hash },
    head: { seq: 4, hash: seals[3]!.hash },
  })
  let text = ""
  for await (const lines of exportLines(open, header)) text += lines
  const check = (lines: string) => verifyExport(Readable.from(lines.split("\n")))
  expect(await check(text)).toMatchObject({ ok: true, verifiedTo: { seq: 4 } })
  expect(await check(text.replace("n 3", "n 9"))).toMatchObject({ ok: false, firstBad: { entryId: ids[3] } })
})

test("the provider's entries have a chain of their own", async () => {
  await inIdentity((tx) =>
    recordProviderAudit(tx, { actor: ana, action: "access.refuse", result: "refused" }),
  )
  await sealAll()
  const verdict = await inWorkerIdentity((tx) => verifyChain(providerChain(tx), { whole: true }))
  expect(verdict).toMatchObject({ chain: "provider", ok: true, firstBad: null })
  expect(verdict.head.seq).toBeGreaterThan(0)
})

test("the command checks every chain, and an export without the database", { timeout: 180_000 }, async () => {
  const { tenant, ids } = await sealedTenant(4)

  const file = join(folder, "export.ndjson")
  const exported = await portalCommand(["audit", "export", "--client", tenant.id, "--out", file], config)
  expect(exported).toMatchObject({ code: 0, output: expect.stringContaining("links 1 to 4") })
  const head = (await sealsOf(tenant)).at(-1)!.hash
  expect(await portalCommand(["audit", "verify", file, "--head", head])).toMatchObject({
    code: 0,
    output: expect.stringContaining(`head ${head}`),
  })
  const lines = readFileSync(file, "utf8").split("\n")
  const forged = join(folder, "forged.ndjson")
  const tryFile = async (text: string, ...args: string[]) => {
    writeFileSync(forged, text)
    return portalCommand(["audit", "verify", forged, ...args])
  }
  expect(await tryFile(lines.join("\n").replace("n 2", "n 7"))).toMatchObject({
    code: 1,
    output: expect.stringContaining(ids[2]!),
  })
  expect((await tryFile(lines.toSpliced(3, 1).join("\n"))).code).toBe(1)
  expect((await tryFile(lines.slice(0, -2).join("\n"))).code).toBe(1)
  expect((await tryFile(lines.join("\n"), "--head", "0".repeat(64))).code).toBe(1)
  expect((await tryFile("hello\n")).code).toBe(1)

  await owner`update audit_entries set reason = 'another' where id = ${ids[1]!}`
  const broken = await portalCommand(["audit", "verify"], config)
  expect(broken.code).toBe(1)
  expect(broken.output).toMatch(new RegExp(`BROKEN .*${tenant.id}.*entry ${ids[1]}`))
  const noted =
    await owner`select count(*)::int as n from provider_audit_entries where action = 'audit.export' and client_id = ${tenant.id}`
  expect(noted[0]?.["n"]).toBe(1)
})
