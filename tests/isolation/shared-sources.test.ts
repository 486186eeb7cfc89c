import fc from "fast-check"
import postgres from "postgres"
import { afterAll, expect, test } from "vitest"
import type { TenantId } from "#app/kernel/ids.ts"
import { backupLogin, type DatabaseConfig, loginPassword } from "#db/config.ts"
import { ensureBackupAccess } from "#db/roles.ts"
import { testDatabase } from "../support/database.ts"
import { newSharedFloor } from "../support/shared-floor.ts"
import { newTenant } from "../support/tenants.ts"

/*
 * Whatever a shared source sends and whatever its map says, a client has rows of its own events alone. What is there is read
 * as the backup reads it, past every wall, in every table that has a tenant.
 */
const { owner, ...config } = await testDatabase()
await ensureBackupAccess(owner)
const everything = postgres(backupUrl(config), { max: 1, onnotice: () => {} })
afterAll(() => everything.end())

function backupUrl(database: DatabaseConfig): string {
  const url = new URL(database.ownerUrl)
  url.username = backupLogin
  url.password = loginPassword(database, backupLogin)
  return url.toString()
}

const tables = await owner<{ name: string }[]>`
  select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
  where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace`

/** Every row of the client in any table that holds the text. */
async function rowsWith(tenantId: TenantId, text: string): Promise<string[]> {
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await everything.unsafe(
      `select 1 from "${name}" x where x.tenant_id = $1 and position($2 in to_jsonb(x)::text) > 0`,
      [tenantId, text],
    )
    if (rows.length > 0) found.push(name)
  }
  return found
}

const names = ["north", "south", "east", "northern", "N*", "", "provider", "*"] as const
/** A payload: its marker stands in every place an adapter might keep; who it is of, in one or in several. */
const payload = fc.record({
  tenant: fc.constantFrom(...names),
  asset: fc.constantFrom(...names),
  junk: fc.jsonValue({ maxDepth: 2 }),
  status: fc.constantFrom("firing", "resolved", "odd"),
  isBroken: fc.boolean(),
})
const entry = fc.record({
  field: fc.constantFrom("labels.tenant", "asset", "title"),
  value: fc.constantFrom("north", "north*", "s?uth", "*east", "no match"),
  client: fc.nat(2),
})

const matches = (pattern: string, value: string) =>
  new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`, "i").test(value)

test(
  "arbitrary payloads and maps: no row in a tenant no entry names for it",
  { timeout: 120_000 },
  async () => {
    const clients = [await newTenant("A"), await newTenant("B"), await newTenant("C")]
    let run = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(payload, { minLength: 1, maxLength: 8 }),
        fc.uniqueArray(entry, { maxLength: 4, selector: (e) => `${e.field} ${e.value}` }),
        fc.integer({ min: 1, max: 3 }),
        async (payloads, entries, perDelivery) => {
          run += 1
          const floor = await newSharedFloor("generic", `S${run}`)
          for (const { field, value, client } of entries) await floor.map(value, clients[client]!.id, field)
          const events = payloads.map(({ tenant, asset, junk, status, isBroken }, i) => {
            const marker = `MARK-${run}-${i}-END`
            const body = {
              ...{ key: marker, title: marker, description: marker, severity: "high", status, junk },
              ...(asset ? { asset } : {}),
              labels: { tenant, marker },
            }
            const owner = entries.find(({ field, value }) =>
              matches(value, field === "asset" ? asset : field === "title" ? marker : tenant),
            )
            return { marker, body, isBroken, owner: owner ? clients[owner.client]! : null }
          })
          const good = events.filter((e) => !e.isBroken)
          for (let i = 0; i < good.length; i += perDelivery)
            await floor.send([good.slice(i, i + perDelivery).map((e) => e.body)])
          for (const e of events.filter((b) => b.isBroken)) await floor.send([`[[${JSON.stringify(e.body)}`])
          expect(await floor.drain()).toEqual([])
          for (const { marker, owner: mine, isBroken } of events) {
            for (const client of clients) {
              const rows = await rowsWith(client.id, marker)
              if (client !== mine || isBroken) expect(rows, `${marker} at ${client.code}`).toEqual([])
              else expect(rows).toContain("signals")
            }
            const atProvider = await rowsWith(floor.tenantId, marker)
            // The raw delivery stays there; an alert of it does not come about.
            expect(atProvider).toContain("deliveries")
            expect(atProvider).not.toContain("alerts")
            expect(atProvider.includes("unrouted_events")).toBe(mine === null && !isBroken)
          }
        },
      ),
      { numRuns: 25 },
    )
  },
)
