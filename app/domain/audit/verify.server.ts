import type { ChainTx } from "./chain.ts"
import { linkExists, selectHashAt, selectHead, selectLinks } from "./chain.store.server.ts"
import { type Verification, startOfCheck, verificationOf } from "./verification.ts"
import { insertVerification, selectLastVerification } from "./verification.store.server.ts"
import { beginVerification, verdictOf, type Verdict, verifyNext } from "./verify.ts"

/** Links in memory at once. */
const batch = 1000

/**
 * Checks a chain and remembers what came of it. The head the last good check saw must still be in the chain: so deleted
 * newest links show, unless the memory of that check was deleted as well.
 *
 * @param options.whole from the first link on; else as much as the hour asks for
 */
export async function verifyChain(c: ChainTx, options: { readonly whole: boolean }): Promise<Verification> {
  const head = await selectHead(c)
  const last = await selectLastVerification(c)
  const lastWhole = await selectLastVerification(c, "whole")
  const lastGood = await selectLastVerification(c, "good")
  const after = options.whole ? 0 : startOfCheck(last, lastWhole?.at, head, c.now)
  const noted = lastGood && lastGood.head.seq >= after ? [lastGood.head.hash] : []
  const verdict = await check(c, after, head.seq, noted)
  const made = verificationOf(c.chain, c.now, after, verdict)
  await insertVerification(c, made)
  return made
}

/** Whether the chain has a link that ends in this hash. */
export function findLink(c: ChainTx, hash: string): Promise<boolean> {
  return linkExists(c, hash)
}

async function check(c: ChainTx, after: number, to: number, noted: readonly string[]): Promise<Verdict> {
  const hash = await selectHashAt(c, after)
  let progress = beginVerification({ seq: after, hash: hash ?? "" }, noted)
  for (;;) {
    const links = await selectLinks(c, { after: progress.head.seq, to }, batch)
    for (const link of links) progress = verifyNext(progress, link)
    if (links.length < batch || progress.firstBad) return verdictOf(progress)
  }
}
