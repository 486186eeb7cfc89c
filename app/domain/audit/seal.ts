import { createHash } from "node:crypto"
import { canonicalJson } from "./canonical.ts"
import type { AuditEntry, AuditId, Chain } from "./entry.ts"

/** One link of a chain. All digests are SHA-256 in hex. */
export type Seal = {
  /** From 1, without gaps: the order of sealing, which is not always the order of time. */
  readonly seq: number
  readonly entryId: AuditId
  /** Null once the entry's personal part was erased. */
  readonly salt: string | null
  readonly personalDigest: string
  readonly entryDigest: string
  readonly prevHash: string
  readonly hash: string
}

/** Where a chain ends: what the next link ties itself to. */
export type Head = { readonly seq: number; readonly hash: string }

/** The head of a chain without links. It names the chain, so that one client's chain cannot be passed for another's. */
export function genesisOf(chain: Chain): Head {
  return { seq: 0, hash: sha256(`watchfloor audit chain: ${chain}`) }
}

/** The link that seals an entry onto a head. @param salt 128 bits of chance, in hex; a new one for every entry */
export function sealNext(head: Head, entry: AuditEntry, salt: string): Seal {
  const personalDigest = personalDigestOf(entry, salt)
  const entryDigest = entryDigestOf(entry, personalDigest)
  const seq = head.seq + 1
  return {
    ...{ seq, entryId: entry.id, salt, personalDigest, entryDigest, prevHash: head.hash },
    hash: linkHash(head.hash, seq, entryDigest),
  }
}

/** SHA-256 over the previous hash, the position (eight bytes, big end first) and the entry's digest. */
export function linkHash(prevHash: string, seq: number, entryDigest: string): string {
  const position = Buffer.alloc(8)
  position.writeBigUInt64BE(BigInt(seq))
  return createHash("sha256")
    .update(Buffer.from(prevHash, "hex"))
    .update(position)
    .update(Buffer.from(entryDigest, "hex"))
    .digest("hex")
}

/** What of an entry can identify a person or quote one: all that an erasure removes, the salt with it. */
export function personalPart(entry: AuditEntry) {
  const { reason, before, after, address, userAgent, onceKey } = entry
  return { actorName: entry.actor.name, reason, before, after, address, userAgent, onceKey }
}

/**
 * The digest that stands for the personal part. Salted: addresses and names are few enough to be guessed from a bare
 * digest. When they are erased the salt goes too, this digest stays, and the chain holds.
 */
export function personalDigestOf(entry: AuditEntry, salt: string): string {
  return sha256(`${salt}${canonicalJson(personalPart(entry))}`)
}

/** The digest of a row: everything that stays for ever, and the personal part by its own digest. */
export function entryDigestOf(entry: AuditEntry, personal: string): string {
  const { id, action, targetKind, targetId, result, requestId, clientId } = entry
  const { name: _, ...actor } = entry.actor
  const at = entry.at.toString({ fractionalSecondDigits: 6 })
  return sha256(
    canonicalJson({ id, at, actor, action, targetKind, targetId, result, requestId, clientId, personal }),
  )
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex")
}
