import { randomBytes } from "node:crypto"
import type postgres from "postgres"
import { laneOf } from "#app/domain/ingest/lane.ts"
import type { InboxRow } from "./inbox-row.ts"

/** What several deliveries of a group share. */
type Sender = Pick<InboxRow, "tenant" | "source" | "credential" | "adapter" | "contentType" | "encoding"> & {
  /** What the rows call it by. */
  readonly n: number
  readonly lane: number
}

/**
 * Commits a group of deliveries in one statement, and checks each credential once more in it.
 *
 * What deliveries share is said once. Their bodies travel as one text with a separator behind each that nobody can guess:
 * written as JSON or as an array, every quotation mark in them would be escaped here and unescaped there.
 *
 * @param wake ring for the pipeline
 * @returns what was not stored: to null where the credential is good no more, else to the delivery first sent with its key
 */
export async function storeGroup(
  sql: postgres.Sql,
  group: readonly InboxRow[],
  wake: boolean,
): Promise<Map<string, string | null>> {
  const { senders, sentBy } = sendersOf(group)
  const separator = `\u001f${randomBytes(12).toString("base64url")}`
  let ids = ""
  let bodies = ""
  for (const row of group) {
    ids += `,${row.id}`
    bodies += row.body + separator
  }
  const keys = group.some(({ key }) => key !== undefined)
    ? `{${group.map(({ key }) => key ?? "NULL").join(",")}}`
    : null
  const rows = await sql<{ sent: string; first: string | null }[]>`
    select sent, first from accept_deliveries(${JSON.stringify(senders)}::text::json, ${`{${ids.slice(1)}}`}::uuid[],
      ${`{${sentBy.join(",")}}`}::int[], string_to_array(${bodies}::text, ${separator}), ${keys}::text[], ${wake})`
  return new Map(rows.map(({ sent, first }) => [sent, first]))
}

function sendersOf(group: readonly InboxRow[]): { senders: readonly Sender[]; sentBy: readonly number[] } {
  const known = new Map<string, Sender>()
  const sentBy = group.map(({ tenant, source, credential, adapter, contentType, encoding }) => {
    const name = `${credential} ${source} ${encoding} ${adapter} ${contentType ?? ""}`
    const before = known.get(name)
    if (before) return before.n
    const n = known.size
    known.set(name, { n, tenant, source, credential, adapter, contentType, encoding, lane: laneOf(tenant) })
    return n
  })
  return { senders: [...known.values()], sentBy }
}
