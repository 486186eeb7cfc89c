import type { Instant } from "#app/kernel/time.ts"
import type { ChainTx } from "./chain.ts"
import { selectHashAt, selectHead, selectLinks, selectRange } from "./chain.store.server.ts"
import { type ExportHeader, headerLine, linkLine } from "./export.ts"

/** Links read in one transaction: a slow reader holds none open. */
const batch = 500

/** Opens the chain anew for every stretch. What is sealed never changes, so the stretches fit together. */
export type OpenChain = <T>(read: (c: ChainTx) => Promise<T>) => Promise<T>

/**
 * What stands in an export: the links from the first to the last entry of a time, or all. Links between them belong to it
 * even where an entry was sealed late and is of another time: a chain has no holes.
 */
export async function readExportHeader(
  c: ChainTx,
  client: ExportHeader["client"],
  time: { readonly after?: Instant; readonly before?: Instant },
): Promise<ExportHeader> {
  const all = await selectHead(c)
  const limited = time.after || time.before
  const range = limited ? await selectRange(c, time) : { from: Math.min(1, all.seq), to: all.seq }
  const { from, to } = range ?? { from: 0, to: 0 }
  const start = Math.max(0, from - 1)
  return {
    ...{ kind: "watchfloor-audit", version: 1, chain: c.chain, client, range: { from, to } },
    start: { seq: start, hash: (await selectHashAt(c, start)) ?? "" },
    head: { seq: to, hash: (await selectHashAt(c, to)) ?? "" },
    exportedAt: c.now.toString(),
  }
}

/** The lines of an export, header first, read as they are asked for. */
export async function* exportLines(open: OpenChain, header: ExportHeader): AsyncGenerator<string> {
  yield headerLine(header)
  let after = header.start.seq
  while (after < header.range.to) {
    const from = after
    const links = await open((c) => selectLinks(c, { after: from, to: header.range.to }, batch))
    const last = links.at(-1)
    if (!last) return
    yield links.map(linkLine).join("")
    after = last.seal.seq
  }
}
