import type { Instant } from "#app/kernel/time.ts"
import type { AuditEntry, AuditId } from "./entry.ts"
import { entryDigestOf, type Head, linkHash, personalDigestOf, personalPart, type Seal } from "./seal.ts"

/** A seal with the entry it speaks of, as far as that is still there. */
export type Link = { readonly seal: Seal; readonly entry: AuditEntry | null }

export type BadLink = { readonly seq: number; readonly entryId: AuditId | null; readonly why: string }

/** What came of checking a chain or a stretch of it. */
export type Verdict = {
  readonly ok: boolean
  /** The last link that held, with the time of its entry; null when none did. */
  readonly verifiedTo: { readonly seq: number; readonly at: Instant } | null
  readonly head: Head
  readonly firstBad?: BadLink
}

/** How far a verification has come. Feed it links in order with `verifyNext`, then ask `verdictOf`. */
export type Progress = {
  readonly head: Head
  readonly verifiedTo: Verdict["verifiedTo"]
  readonly firstBad: BadLink | null
  /** Entries without their personal part that no later entry has accounted for yet. */
  readonly erased: ReadonlyMap<string, BadLink>
  /** Hashes noted elsewhere that must turn up in the chain. */
  readonly awaited: ReadonlySet<string>
}

/** The action whose entry, about another entry, accounts for that one's lost personal part. */
export const eraseAction = "audit.erase"

/** Begins after `head`: the genesis for a whole chain. @param noted heads noted elsewhere; each must be in the chain */
export function beginVerification(head: Head, noted: readonly string[] = []): Progress {
  const awaited = new Set(noted.filter((hash) => hash !== head.hash))
  return { head, verifiedTo: null, firstBad: null, erased: new Map(), awaited }
}

/** Looks at the next link. After the first bad one nothing is looked at any more: all behind it is unproven. */
export function verifyNext(progress: Progress, link: Link): Progress {
  if (progress.firstBad) return progress
  const { seal, entry } = link
  const seq = progress.head.seq + 1
  if (seal.seq !== seq)
    return { ...progress, firstBad: { seq, entryId: null, why: `link ${seq} is missing` } }
  const why = faultOf(progress.head, link)
  if (why !== null || !entry)
    return { ...progress, firstBad: { seq, entryId: seal.entryId, why: why ?? "the entry is missing" } }
  return {
    ...progress,
    head: { seq: seal.seq, hash: seal.hash },
    verifiedTo: { seq: seal.seq, at: entry.at },
    erased: stillErased(progress.erased, seal, entry),
    awaited: without(progress.awaited, seal.hash),
  }
}

/** Ends a verification. Deleted newest links show only against heads noted elsewhere. */
export function verdictOf(progress: Progress): Verdict {
  const { head, verifiedTo, erased, awaited } = progress
  const missing = [...awaited][0]
  const firstBad =
    progress.firstBad ??
    [...erased.values()][0] ??
    (missing === undefined
      ? null
      : {
          seq: head.seq + 1,
          entryId: null,
          why: `the head ${missing} noted elsewhere is not in the chain: its newest entries are missing or it was written anew`,
        })
  return { ok: firstBad === null, verifiedTo, head, ...(firstBad ? { firstBad } : {}) }
}

/** Checks links that follow one another. */
export function verifyLinks(head: Head, links: Iterable<Link>, noted: readonly string[] = []): Verdict {
  let progress = beginVerification(head, noted)
  for (const link of links) progress = verifyNext(progress, link)
  return verdictOf(progress)
}

function faultOf(head: Head, { seal, entry }: Link): string | null {
  if (seal.prevHash !== head.hash) return "the link does not follow the one before it"
  if (seal.hash !== linkHash(seal.prevHash, seal.seq, seal.entryDigest)) return "the link's hash is wrong"
  if (!entry) return "the entry is missing"
  if (entry.id !== seal.entryId) return "the link names another entry"
  if (seal.salt === null && !isErased(entry)) return "the link has lost its salt"
  if (seal.salt !== null && personalDigestOf(entry, seal.salt) !== seal.personalDigest)
    return "the entry was changed"
  return entryDigestOf(entry, seal.personalDigest) === seal.entryDigest ? null : "the entry was changed"
}

function isErased(entry: AuditEntry): boolean {
  return Object.values(personalPart(entry)).every((value) => value === null || value === "")
}

function stillErased(erased: Progress["erased"], seal: Seal, entry: AuditEntry): Progress["erased"] {
  const why = "the personal part is gone, and no entry says who erased it"
  if (seal.salt === null) return new Map(erased).set(entry.id, { seq: seal.seq, entryId: seal.entryId, why })
  if (entry.action !== eraseAction || !erased.has(entry.targetId ?? "")) return erased
  return new Map([...erased].filter(([id]) => id !== entry.targetId))
}

function without(set: ReadonlySet<string>, hash: string): ReadonlySet<string> {
  return set.has(hash) ? new Set([...set].filter((other) => other !== hash)) : set
}
