import { drizzle } from "drizzle-orm/postgres-js"
import postgres from "postgres"
import { databaseConfig, type Login, loginUrl } from "./config.ts"

const sizes: Record<Login, number> = { portal_web: 10, portal_worker: 6, portal_ingest: 4 }
const pools = new Map<string, ReturnType<typeof openPool>>()

/** Doors with a connection of their own; every other is opened for one transaction. */
type StandingDoor = "sla"

function openPool(login: Login, door?: StandingDoor) {
  const client = postgres(loginUrl(databaseConfig(), login), {
    max: door ? 1 : sizes[login],
    idle_timeout: 60,
    max_lifetime: 1800,
    connect_timeout: 10,
    onnotice: () => {},
    connection: {
      application_name: `watchfloor ${login}`,
      statement_timeout: 30_000,
      lock_timeout: 10_000,
      ...(door ? { "app.door": door } : {}),
    },
  })
  return { client, db: drizzle(preparing(client)) }
}

/** The driver takes a statement without parameters for a script, and has it read and planned anew each time. */
const prepared = { prepare: true, simple: false }

/**
 * drizzle sends every statement as `unsafe`, which the driver plans anew each time. Here they are prepared once for each
 * connection: a batch of the pipeline spent more time on planning than on its rows.
 */
function preparing<S extends postgres.Sql | postgres.TransactionSql>(sql: S): S {
  return new Proxy(sql, {
    get(target, name, receiver) {
      if (name === "unsafe") return (text: string, values?: never[]) => target.unsafe(text, values, prepared)
      if (name === "begin" && "begin" in target)
        return (work: (tx: postgres.TransactionSql) => Promise<unknown>) =>
          target.begin((tx) => work(preparing(tx)))
      if (name === "savepoint" && "savepoint" in target)
        return (work: (tx: postgres.TransactionSql) => Promise<unknown>) =>
          target.savepoint((tx) => work(preparing(tx)))
      return Reflect.get(target, name, receiver) as unknown
    },
  })
}

/** The connections of one login, opened at first use. For the doors in `db/`; nothing else asks for it. */
export function poolOf(login: Login, door?: StandingDoor) {
  const key = `${login} ${door ?? ""}`
  const existing = pools.get(key)
  if (existing) return existing
  const opened = openPool(login, door)
  pools.set(key, opened)
  return opened
}

/** Ends every connection of this process, waiting at most `seconds` for what is still running. */
export async function closePools(seconds = 5): Promise<void> {
  const open = [...pools.values()]
  pools.clear()
  await Promise.all(open.map((pool) => pool.client.end({ timeout: seconds })))
}
