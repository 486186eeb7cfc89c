import { sql } from "drizzle-orm"
import type { Sql } from "./tenant.ts"

/** Sends messages on a channel at the commit of this transaction; nobody hears of a change that was rolled back. */
export async function notify(
  tx: Pick<Sql, "execute">,
  channel: string,
  messages: readonly string[],
): Promise<void> {
  if (messages.length === 0) return
  await tx.execute(
    sql`select pg_notify(${channel}, m) from jsonb_array_elements_text(${JSON.stringify(messages)}::jsonb) as m`,
  )
}
