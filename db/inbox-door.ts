import { sql } from "drizzle-orm"
import type { TenantId } from "#app/kernel/ids.ts"
import { type Instant, instantNow } from "#app/kernel/time.ts"
import { poolOf } from "./pool.ts"
import type { Sql } from "./tenant.ts"

/** The inbox consumer's transaction: it sees the inbox of all, and of everything else the tenants of its batch. */
export type InboxTx = {
  readonly sql: Sql
  readonly now: Instant
  /**
   * How the statements from here on are planned. `once` keeps the plan of before: for statements that could not go another
   * way however full a table is, such as a row by its key. `each` plans each for its own values.
   */
  readonly plan: (when: "once" | "each") => Promise<void>
  /** Narrows every other table to these tenants, for the rest of the transaction. */
  readonly narrowTo: (tenants: readonly TenantId[]) => Promise<void>
}

/**
 * Every statement of a batch looks up a few hundred rows by their keys. Row security hides from the planner how few: left
 * to itself it reads the whole inbox and all of a client's alerts each time (measured 10 times slower). Where several
 * indexes serve, a plan made for any values while the tables were still empty is as bad: those are planned each time, which
 * costs up to a millisecond each.
 */
const planning = [
  "enable_seqscan",
  "enable_bitmapscan",
  "enable_hashjoin",
  "enable_mergejoin",
  "enable_material",
  "jit",
]

/** The one named door for a batch over several tenants. Used by `workers/pipeline` alone. */
export function inInbox<T>(work: (tx: InboxTx) => Promise<T>): Promise<T> {
  return poolOf("portal_worker").db.transaction(async (tx) => {
    // Sent and not waited for: it is carried out before the first statement of the work, which leaves in the same packet.
    const opening = send(
      tx.execute(
        sql`select set_config('app.door', 'inbox', true), ${sql.join(
          planning.map((name) => sql`set_config(${name}, 'off', true)`),
          sql`, `,
        )}, ${modeOf("once")}`,
      ),
    )
    let narrowed = ""
    const narrowTo = async (tenants: readonly TenantId[]) => {
      const wanted = `{${[...tenants].sort().join(",")}}`
      if (wanted === narrowed) return
      await tx.execute(sql`select set_config('app.tenants', ${wanted}, true)`)
      narrowed = wanted
    }
    let planned: "once" | "each" = "once"
    const plan = async (when: "once" | "each") => {
      if (when === planned) return
      planned = when
      await tx.execute(sql`select ${modeOf(when)}`)
    }
    const [result] = await Promise.all([work({ sql: tx, now: instantNow(), plan, narrowTo }), opening])
    return result
  })
}

const modes = { once: "force_generic_plan", each: "force_custom_plan" }
const modeOf = (when: keyof typeof modes) => sql`set_config('plan_cache_mode', ${modes[when]}, true)`

/** Drizzle sends a statement only once somebody waits for it. */
const send = <T>(statement: PromiseLike<T>): Promise<T> =>
  new Promise((resolve, reject) => statement.then(resolve, reject))
