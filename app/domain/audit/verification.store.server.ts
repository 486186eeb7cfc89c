import { and, desc, eq } from "drizzle-orm"
import { newId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { within } from "#db/reach.ts"
import { auditVerifications, providerAuditVerifications } from "#db/schema/audit.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { ChainTx } from "./chain.ts"
import type { Chain } from "./entry.ts"
import type { Verification } from "./verification.ts"

function tablesOf(chain: Chain) {
  if (chain === "provider") return { checks: providerAuditVerifications, own: {} }
  return {
    checks: auditVerifications as unknown as typeof providerAuditVerifications,
    own: { tenantId: chain },
    ownChecks: eq(auditVerifications.tenantId, chain),
  }
}

export async function insertVerification(c: ChainTx, made: Verification): Promise<void> {
  const { checks, own } = tablesOf(c.chain)
  await c.sql.insert(checks).values({
    ...own,
    id: newId(),
    at: made.at,
    ok: made.ok,
    fromSeq: made.fromSeq,
    headSeq: made.head.seq,
    headHash: made.head.hash,
    verifiedTo: made.verifiedTo,
    badSeq: made.firstBad?.seq ?? null,
    badEntryId: made.firstBad?.entryId ?? null,
    why: made.firstBad?.why ?? null,
  })
}

/** The newest check of the chain, or the newest of those `which` allows. */
export async function selectLastVerification(
  c: ChainTx,
  which: "any" | "good" | "whole" = "any",
): Promise<Verification | undefined> {
  const { checks, ownChecks } = tablesOf(c.chain)
  const allowed = { any: undefined, good: eq(checks.ok, true), whole: eq(checks.fromSeq, 1) }[which]
  const [row] = await c.sql
    .select(columnsOf(checks))
    .from(checks)
    .where(and(ownChecks, allowed))
    .orderBy(desc(checks.at))
    .limit(1)
  return row && viewOf(c.chain, row)
}

/** The newest check of every client in reach. */
export async function selectLastVerifications<P extends Permission>(t: ReadTx<P>): Promise<Verification[]> {
  const rows = await t.sql
    .selectDistinctOn([auditVerifications.tenantId], {
      tenantId: auditVerifications.tenantId,
      ...columnsOf(auditVerifications as unknown as typeof providerAuditVerifications),
    })
    .from(auditVerifications)
    .where(within(auditVerifications.tenantId, t.reach))
    .orderBy(auditVerifications.tenantId, desc(auditVerifications.at))
  return rows.map((row) => viewOf(row.tenantId, row))
}

function columnsOf(checks: typeof providerAuditVerifications) {
  const { at, ok, fromSeq, headSeq, headHash, verifiedTo, badSeq, badEntryId, why } = checks
  return { at, ok, fromSeq, headSeq, headHash, verifiedTo, badSeq, badEntryId, why }
}

type Row = Omit<typeof providerAuditVerifications.$inferSelect, "id"> & { readonly at: Instant }

function viewOf(chain: Chain, row: Row): Verification {
  const { at, ok, fromSeq, headSeq, headHash, verifiedTo, badSeq, badEntryId, why } = row
  return {
    ...{ chain, at, ok, fromSeq, verifiedTo, head: { seq: headSeq, hash: headHash } },
    firstBad: badSeq === null ? null : { seq: badSeq, entryId: badEntryId, why: why ?? "" },
  }
}
