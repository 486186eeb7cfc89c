import { mkdtempSync } from "node:fs"
import { appendFile, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import postgres from "postgres"
import { afterAll, expect, test } from "vitest"
import { backupLogin, loginUrl } from "#db/config.ts"
import { createUser } from "#app/auth/create-user.server.ts"
import { inTenant } from "#db/tenant.ts"
import { recordAudit } from "#app/domain/audit/record.server.ts"
import { tablesInOrder } from "#workers/backup/tables.ts"
import { restoreBackup } from "#workers/backup/restore.ts"
import { takeBackup } from "#workers/backup/take.ts"
import { testDatabase } from "../support/database.ts"
import { dropDatabase } from "../support/drop-database.ts"
import { newFloor } from "../support/floor.ts"

const { owner, ...config } = await testDatabase()
const [one, two] = [await newFloor(), await newFloor("wazuh")]
await createUser({
  ...{ email: "ada@provider.example", name: "Ada \\ O'Neil\t\n", password: "fifteen characters long" },
  ...{ role: "admin", clientId: null },
})
await inTenant(one.tenant.scope(), (t) =>
  recordAudit(t, {
    action: "client.update",
    targetId: one.tenant.id,
    after: { note: "tab\t, line\n, \\N, ü" },
  }),
)

await one.send([{ title: "Disk full", key: "d1", severity: "high" }, "not json"])
await one.drain()

const work = mkdtempSync(join(tmpdir(), "watchfloor-backup-"))
afterAll(() => rm(work, { recursive: true, force: true }))
const quiet = () => {}
const folder = join(work, "whole")
const manifest = await takeBackup(config, folder, quiet)

/** An empty database beside ours. */
async function emptyDatabase() {
  const name = `restored_${Math.random().toString(36).slice(2)}`
  await owner.unsafe(`create database ${name}`)
  const url = new URL(config.ownerUrl)
  url.pathname = `/${name}`
  const empty = { ownerUrl: url.toString(), secretKey: config.secretKey }
  const reader = () => postgres(loginUrl(empty, backupLogin), { max: 1, onnotice: () => {} })
  afterAll(() => dropDatabase(owner, name))
  return { config: empty, reader }
}

const contents = async (sql: postgres.Sql) =>
  Object.fromEntries(
    await Promise.all(
      (await tablesInOrder(sql)).map(async ({ name }) => [
        name,
        (
          await sql.unsafe(
            `select coalesce(json_agg(t order by t::text), '[]')::text as rows from "${name}" t`,
          )
        )[0]?.["rows"],
      ]),
    ),
  ) as Record<string, string>

test("what is restored is what was there, of every client", async () => {
  const empty = await emptyDatabase()
  await restoreBackup(empty.config, folder, quiet)
  const [before, after] = [postgres(loginUrl(config, backupLogin), { max: 1 }), empty.reader()]
  const [was, is] = [await contents(before), await contents(after)]
  await Promise.all([before.end(), after.end()])
  expect(is).toEqual(was)
  expect(is["clients"]).toContain(one.tenant.id)
  expect(is["clients"]).toContain(two.tenant.id)
  expect(is["audit_entries"]).toContain("tab\\t, line\\n")
  const rowsOf = (name: string) => manifest.tables.find((table) => table.name === name)?.rows
  expect(["users", "alerts", "deliveries"].map(rowsOf)).toEqual([1, 2, 2])
})

test("row security is in force again after a restore", async () => {
  const empty = await emptyDatabase()
  await restoreBackup(empty.config, folder, quiet)
  const sql = postgres(empty.config.ownerUrl, { max: 1 })
  const open = await sql`select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)`
  await sql.end()
  expect(open).toEqual([])
})

test("a database in which somebody works is left alone", async () => {
  await expect(restoreBackup(config, folder, quiet)).rejects.toThrow(/not empty/)
})

test("a file that was changed is noticed before anything is written", async () => {
  const broken = join(work, "broken")
  await takeBackup(config, broken, quiet)
  await appendFile(join(broken, "users.copy.gz"), "x")
  const empty = await emptyDatabase()
  await expect(restoreBackup(empty.config, broken, quiet)).rejects.toThrow(/users.copy.gz is missing or not/)
})

test("a folder without its manifest, and a backup of another version, are refused", async () => {
  const empty = await emptyDatabase()
  await expect(restoreBackup(empty.config, work, quiet)).rejects.toThrow(/no whole backup/)
  const other = join(work, "other")
  await takeBackup(config, other, quiet)
  const text = await readFile(join(other, "manifest.json"), "utf8")
  await writeFile(join(other, "manifest.json"), text.replace(manifest.migration, "of-another-version"))
  await expect(restoreBackup(empty.config, other, quiet)).rejects.toThrow(/another version/)
})

test("the login of backups reads and can do nothing else", async () => {
  const sql = postgres(loginUrl(config, backupLogin), { max: 1 })
  await expect(sql`update users set name = 'x'`).rejects.toThrow(/permission denied/)
  await expect(sql`delete from audit_entries`).rejects.toThrow(/permission denied/)
  await expect(sql`truncate alerts`).rejects.toThrow(/permission denied/)
  await sql.end()
})

test("no signed-in browser is in a backup", () =>
  expect(manifest.tables.map((table) => table.name)).not.toContain("sessions"))
