import type { TenantId } from "#app/kernel/ids.ts"

/** The Postgres channel changes are told on. */
export const changeChannel = "live"

/** What changed, by id: enough to ask for it again, nothing that needs a permission to know. */
export type Change = {
  readonly tenantId: TenantId
  readonly kind: "alert" | "incident" | "maintenance"
  /** Empty means "many": too much happened to list it. */
  readonly ids: readonly string[]
  /** Ids that appeared with this change. */
  readonly added: readonly string[]
}

/** Ids a message holds at most: NOTIFY fails, and with it the commit, over 8,000 bytes. */
const idsPerMessage = 80

/** Splits a change into messages that fit a NOTIFY; a very large one becomes the single word "many". */
export function messagesOf(change: Change): string[] {
  if (change.ids.length > idsPerMessage * 4) return [JSON.stringify({ ...change, ids: [], added: [] })]
  const added = new Set(change.added)
  const messages: string[] = []
  for (let from = 0; from < change.ids.length; from += idsPerMessage) {
    const ids = change.ids.slice(from, from + idsPerMessage)
    messages.push(JSON.stringify({ ...change, ids, added: ids.filter((id) => added.has(id)) }))
  }
  return messages
}
