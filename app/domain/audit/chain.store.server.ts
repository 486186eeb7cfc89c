import { and, asc, desc, eq, gt, lte, max, min, type SQL, sql } from "drizzle-orm"
import type { Instant } from "#app/kernel/time.ts"
import { auditEntries, auditSeals, providerAuditEntries, providerAuditSeals } from "#db/schema/audit.ts"
import type { ChainTx } from "./chain.ts"
import type { AuditActor, AuditEntry, AuditId, Chain } from "./entry.ts"
import { genesisOf, type Head, type Seal } from "./seal.ts"
import type { Link } from "./verify.ts"

/**
 * Both kinds of chain have the same columns; a client's have the tenant on top, and only a provider's entry may have no
 * target. So the statements are written once, on the provider's tables.
 */
function tablesOf(chain: Chain) {
  if (chain === "provider") return { entries: providerAuditEntries, seals: providerAuditSeals, own: {} }
  return {
    entries: auditEntries as unknown as typeof providerAuditEntries,
    seals: auditSeals as unknown as typeof providerAuditSeals,
    own: { tenantId: chain },
    ownEntries: eq(auditEntries.tenantId, chain),
    ownSeals: eq(auditSeals.tenantId, chain),
  }
}

/** Keeps a second sealer of this chain waiting until the end of the transaction. */
export async function lockChain(c: ChainTx): Promise<void> {
  await c.sql.execute(sql`select pg_advisory_xact_lock(hashtext(${`watchfloor audit chain ${c.chain}`}))`)
}

export async function selectHead(c: ChainTx): Promise<Head> {
  const { seals, ownSeals } = tablesOf(c.chain)
  const [row] = await c.sql
    .select({ seq: seals.seq, hash: seals.hash })
    .from(seals)
    .where(ownSeals)
    .orderBy(desc(seals.seq))
    .limit(1)
  return row ?? genesisOf(c.chain)
}

/** The newest id that is sealed: ids carry the time they were made, so what is new lies around it or above. */
export async function selectNewestSealedId(c: ChainTx): Promise<AuditId | undefined> {
  const { seals, ownSeals } = tablesOf(c.chain)
  const [row] = await c.sql
    .select({ id: seals.entryId })
    .from(seals)
    .where(ownSeals)
    .orderBy(desc(seals.entryId))
    .limit(1)
  return row?.id
}

/** Entries no link seals yet, oldest first. @param above only those with a larger id */
export async function selectUnsealed(
  c: ChainTx,
  above: AuditId | undefined,
  limit: number,
): Promise<AuditEntry[]> {
  const { entries, ownEntries, seals, ownSeals } = tablesOf(c.chain)
  const sealed = c.sql
    .select({ one: sql`1` })
    .from(seals)
    .where(and(ownSeals, eq(seals.entryId, entries.id)))
  const rows = await c.sql
    .select(entryColumns(c.chain))
    .from(entries)
    .where(and(ownEntries, above ? gt(entries.id, above) : undefined, sql`not exists ${sealed}`))
    .orderBy(asc(entries.at), asc(entries.id))
    .limit(limit)
  return rows.map(entryOf)
}

export async function insertSeals(c: ChainTx, links: readonly Seal[]): Promise<void> {
  if (links.length === 0) return
  const { seals, own } = tablesOf(c.chain)
  await c.sql.insert(seals).values(links.map((link) => ({ ...own, ...link })))
}

/** Links in the order of the chain, each with its entry as far as that is still there. */
export async function selectLinks(
  c: ChainTx,
  range: { readonly after: number; readonly to: number },
  limit: number,
): Promise<Link[]> {
  const { entries, seals, ownEntries, ownSeals } = tablesOf(c.chain)
  const rows = await c.sql
    .select({ seal: sealColumns(seals), entry: entryColumns(c.chain) })
    .from(seals)
    .leftJoin(entries, and(ownEntries, eq(entries.id, seals.entryId)))
    .where(and(ownSeals, gt(seals.seq, range.after), lte(seals.seq, range.to)))
    .orderBy(asc(seals.seq))
    .limit(limit)
  return rows.map(({ seal, entry }) => ({ seal, entry: entry?.id ? entryOf(entry) : null }))
}

/** First and last link of the entries of a time, and null where there are none. */
export async function selectRange(
  c: ChainTx,
  time: { readonly after?: Instant; readonly before?: Instant },
): Promise<{ readonly from: number; readonly to: number } | null> {
  const { entries, seals, ownEntries, ownSeals } = tablesOf(c.chain)
  const [row] = await c.sql
    .select({ from: min(seals.seq), to: max(seals.seq) })
    .from(seals)
    .innerJoin(entries, and(ownEntries, eq(entries.id, seals.entryId)))
    .where(
      and(
        ownSeals,
        time.after ? sql`${entries.at} >= ${time.after.toString()}::timestamptz` : undefined,
        time.before ? sql`${entries.at} < ${time.before.toString()}::timestamptz` : undefined,
      ),
    )
  return row?.from && row.to ? { from: row.from, to: row.to } : null
}

/** The hash a link ends in; the genesis for 0. */
export async function selectHashAt(c: ChainTx, seq: number): Promise<string | undefined> {
  if (seq === 0) return genesisOf(c.chain).hash
  const { seals, ownSeals } = tablesOf(c.chain)
  const [row] = await c.sql
    .select({ hash: seals.hash })
    .from(seals)
    .where(and(ownSeals, eq(seals.seq, seq)))
  return row?.hash
}

export async function linkExists(c: ChainTx, hash: string): Promise<boolean> {
  const { seals, ownSeals } = tablesOf(c.chain)
  const rows = await c.sql
    .select({ seq: seals.seq })
    .from(seals)
    .where(and(ownSeals, eq(seals.hash, hash)))
    .limit(1)
  return rows.length > 0
}

function sealColumns(seals: typeof providerAuditSeals) {
  const { seq, entryId, salt, personalDigest, entryDigest, prevHash, hash } = seals
  return { seq, entryId, salt, personalDigest, entryDigest, prevHash, hash }
}

function entryColumns(chain: Chain) {
  const { entries } = tablesOf(chain)
  const { id, at, actor, action, targetKind, targetId, result, reason, before, after } = entries
  const own: { clientId: SQL<AuditEntry["clientId"]>; onceKey: SQL<string | null> } =
    chain === "provider"
      ? { clientId: sql`${entries.clientId}`, onceKey: sql`${entries.onceKey}` }
      : { clientId: sql`${auditEntries.tenantId}`, onceKey: sql`null` }
  return {
    ...{ id, at, actor, action, targetKind, targetId, result, reason, before, after, ...own },
    ...{ address: entries.address, userAgent: entries.userAgent, requestId: entries.requestId },
  }
}

function entryOf(row: Omit<AuditEntry, "actor"> & { readonly actor: unknown }): AuditEntry {
  return { ...row, actor: row.actor as AuditActor }
}
