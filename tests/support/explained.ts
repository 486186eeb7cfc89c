import { randomBytes } from "node:crypto"
import { sql, type SQL } from "drizzle-orm"
import { PgDialect } from "drizzle-orm/pg-core"
import type { InboxTx } from "#db/inbox-door.ts"

/** What one node of a plan did, by `explain (analyze, buffers)`. */
export type PlanNode = {
  readonly "Node Type": string
  readonly "Relation Name"?: string
  readonly "Actual Rows": number
  readonly "Actual Loops": number
  readonly "Rows Removed by Filter"?: number
  readonly "Rows Removed by Index Recheck"?: number
  readonly "Rows Removed by Join Filter"?: number
  readonly "Shared Hit Blocks": number
  readonly "Shared Read Blocks": number
  readonly Plans?: readonly PlanNode[]
}

/** A statement with what it touched: rows by table, and pages of 8 KiB in all. */
export type Explained = {
  readonly text: string
  readonly rows: ReadonlyMap<string, number>
  readonly pages: number
  readonly scansWhole: readonly string[]
}

class TakeBack extends Error {}

const dialect = new PgDialect()

/**
 * The same transaction, in which every statement that is executed is tried with `explain analyze` first, prepared as the
 * driver does it: once, so that one which comes again may go by the plan of its first time. It is taken back before it is
 * done in earnest. Statements go one after the other.
 */
export function explaining(tx: InboxTx): { readonly tx: InboxTx; readonly seen: Explained[] } {
  const seen: Explained[] = []
  const names = new Map<string, string>()
  let before: Promise<unknown> = Promise.resolve()
  const prepare = async (text: string) => {
    const known = names.get(text)
    if (known) return known
    const name = `explained_${randomBytes(8).toString("hex")}`
    await tx.sql.execute(sql.raw(`prepare ${name} as ${text}`))
    names.set(text, name)
    return name
  }
  const explain = async (query: SQL) => {
    const { sql: text, params } = dialect.sqlToQuery(query)
    const name = await prepare(text)
    await tx.sql
      .transaction(async (inner) => {
        const values = params.length > 0 ? `(${params.map(literal).join(", ")})` : ""
        const [row] = await inner.execute<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(
          sql.raw(`explain (analyze, buffers, timing off, format json) execute ${name}${values}`),
        )
        if (row) seen.push(explained(query, row["QUERY PLAN"][0].Plan))
        throw new TakeBack()
      })
      .catch((error: unknown) => {
        if (!(error instanceof TakeBack)) throw error
      })
    return tx.sql.execute(query)
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = before.catch(() => {}).then(work)
    before = done
    return done
  }
  const wrapped = new Proxy(tx.sql, {
    get: (target, name, receiver) =>
      name === "execute"
        ? (query: SQL) => inTurn(() => explain(query))
        : (Reflect.get(target, name, receiver) as unknown),
  })
  return { tx: { ...tx, sql: wrapped, plan: (when) => inTurn(() => tx.plan(when)) }, seen }
}

function explained(query: SQL, plan: PlanNode): Explained {
  const rows = new Map<string, number>()
  const scansWhole: string[] = []
  for (const node of nodesOf(plan)) {
    const table = node["Relation Name"]
    if (!table) continue
    const removed =
      (node["Rows Removed by Filter"] ?? 0) +
      (node["Rows Removed by Index Recheck"] ?? 0) +
      (node["Rows Removed by Join Filter"] ?? 0)
    rows.set(table, (rows.get(table) ?? 0) + (node["Actual Rows"] + removed) * node["Actual Loops"])
    if (node["Node Type"] === "Seq Scan") scansWhole.push(table)
  }
  const text = query.queryChunks
    .flatMap((chunk) => (chunk !== null && typeof chunk === "object" && "value" in chunk ? chunk.value : []))
    .join("?")
  return { text, rows, pages: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"], scansWhole }
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

const literal = (value: unknown) => (value === null ? "null" : `'${String(value).replaceAll("'", "''")}'`)
