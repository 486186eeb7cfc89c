import { randomBytes } from "node:crypto"
import type { ChainTx } from "./chain.ts"
import {
  insertSeals,
  lockChain,
  selectHead,
  selectNewestSealedId,
  selectUnsealed,
} from "./chain.store.server.ts"
import type { AuditId } from "./entry.ts"
import { type Head, type Seal, sealNext } from "./seal.ts"

/** Entries sealed in one transaction at most. */
const batch = 500

/** How much earlier than the newest sealed one an entry may have been made and still be looked for every time. */
const lookBackMilliseconds = 10 * 60_000

/**
 * Seals entries nobody has sealed, in the order of their time, onto the end of the chain; gives how many. An entry whose
 * transaction commits after a later one was sealed comes behind it. Two sealers of a chain wait for each other, and could
 * not both write a link if they did not: the position is the key.
 *
 * @param options.everything also entries made long before the newest sealed one, as after clocks had gone wrong
 */
export async function sealEntries(
  c: ChainTx,
  options: { readonly everything?: boolean } = {},
): Promise<number> {
  await lockChain(c)
  const newest = options.everything ? undefined : await selectNewestSealedId(c)
  const entries = await selectUnsealed(c, newest && earlier(newest), batch)
  if (entries.length === 0) return 0
  let head: Head = await selectHead(c)
  const links: Seal[] = []
  for (const entry of entries) {
    const link = sealNext(head, entry, randomBytes(16).toString("hex"))
    links.push(link)
    head = link
  }
  await insertSeals(c, links)
  return links.length
}

/** The lowest id that could have been made that much earlier: the first 48 bits of an id are its time. */
function earlier(id: AuditId): AuditId {
  const made = Number.parseInt(id.replace("-", "").slice(0, 12), 16)
  const time = Math.max(0, made - lookBackMilliseconds)
    .toString(16)
    .padStart(12, "0")
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000` as AuditId
}
