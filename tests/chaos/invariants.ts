import type postgres from "postgres"
import type { TenantId } from "#app/kernel/ids.ts"
import type { Look } from "../support/worker-rows.ts"
import type { Ledger } from "./ledger.ts"

export type Balance = {
  readonly accepted: number
  readonly stored: number
  /** Answered with 202 and not there. */
  readonly lost: readonly string[]
  /** There more than once. */
  readonly doubled: readonly string[]
  /** There and never sent. */
  readonly invented: readonly string[]
}

/** One client's own ledger beside its own rows. */
export async function balanceOf(look: Look, ledger: Ledger, client: TenantId): Promise<Balance> {
  const rows = await look(
    [client],
    (sql) => sql<{ key: string; n: number }[]>`
      select event ->> 'externalId' as key, count(*)::int as n from signals where tenant_id = ${client} group by 1`,
  )
  const stored = new Map(rows.map(({ key, n }) => [key, n]))
  const [accepted, sent] = [ledger.accepted(client), ledger.sent(client)]
  return {
    accepted: accepted.size,
    stored: stored.size,
    lost: [...accepted].filter((key) => !stored.has(key)),
    doubled: [...stored].flatMap(([key, n]) => (n === 1 ? [] : [key])),
    invented: [...stored.keys()].filter((key) => !sent.has(key)),
  }
}

/** Rows of these clients that belong to nothing, by what they are; empty when all is well. */
export async function orphans(look: Look, clients: readonly TenantId[]): Promise<Record<string, number>> {
  const found = await look(clients, async (sql) => {
    const counts: Record<string, number> = {}
    for (const [name, statement] of Object.entries(questions))
      counts[name] = (await sql.unsafe<{ n: number }[]>(`select count(*)::int as n ${statement}`))[0]?.n ?? -1
    return counts
  })
  return Object.fromEntries(Object.entries(found).filter(([, n]) => n !== 0))
}

const questions: Readonly<Record<string, string>> = {
  "signals without their delivery":
    "from signals s where not exists (select from deliveries d where d.tenant_id = s.tenant_id and d.id = s.delivery_id)",
  "signals without their alert":
    "from signals s where alert_id is not null and not exists (select from alerts a where a.tenant_id = s.tenant_id and a.id = s.alert_id)",
  "processed deliveries without a signal":
    "from deliveries d where outcome = 'processed' and not exists (select from signals s where s.tenant_id = d.tenant_id and s.delivery_id = d.id)",
  "alerts whose count is not that of their signals":
    "from alerts a where not is_overflow and count <> (select count(*) from signals s where s.tenant_id = a.tenant_id and s.alert_id = a.id and s.kind = 'firing')",
  "clocks of nothing":
    "from sla_clocks c where not exists (select from alerts a where a.tenant_id = c.tenant_id and a.id = c.alert_id) and not exists (select from incidents i where i.tenant_id = c.tenant_id and i.id = c.incident_id)",
  "incidents whose count is not that of their alerts":
    "from incidents i where alert_count <> (select count(*) from alerts a where a.tenant_id = i.tenant_id and a.incident_id = i.id)",
  "deliveries both waiting and processed":
    "from inbox i where exists (select from deliveries d where d.tenant_id = i.tenant_id and d.id = i.id)",
}

/** How many deliveries wait. */
export async function waiting(look: Look): Promise<number> {
  const [row] = await look(
    [],
    (sql: postgres.TransactionSql) => sql<{ n: number }[]>`select count(*)::int as n from inbox`,
  )
  return row?.n ?? 0
}
