import { and, asc, eq, gte, sql } from "drizzle-orm"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { IdentityTx } from "#db/identity.ts"
import { within } from "#db/reach.ts"
import { sourceHours, sourceSignatures } from "#db/schema/sources.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"

export async function upsertSignature<P extends Permission>(
  t: TenantTx<P>,
  sourceId: SourceId,
  { scheme, sealedSecret }: { readonly scheme: string; readonly sealedSecret: string },
): Promise<void> {
  const row = { scheme, sealedSecret, createdAt: t.now, createdBy: t.scope.actor.name }
  await t.sql
    .insert(sourceSignatures)
    .values({ ...row, tenantId: t.scope.tenantId, sourceId })
    .onConflictDoUpdate({ target: [sourceSignatures.tenantId, sourceSignatures.sourceId], set: row })
}

/** @returns false where there was none */
export async function deleteSignature<P extends Permission>(
  t: TenantTx<P>,
  sourceId: SourceId,
): Promise<boolean> {
  const gone = await t.sql
    .delete(sourceSignatures)
    .where(and(eq(sourceSignatures.tenantId, t.scope.tenantId), eq(sourceSignatures.sourceId, sourceId)))
    .returning({ scheme: sourceSignatures.scheme })
  return gone.length > 0
}

/** Without the secret. */
export async function selectSignature<P extends Permission>(
  t: ReadTx<P>,
  sourceId: SourceId,
): Promise<{ scheme: string; createdAt: Instant; createdBy: string } | undefined> {
  const { scheme, createdAt, createdBy } = sourceSignatures
  const [row] = await t.sql
    .select({ scheme, createdAt, createdBy })
    .from(sourceSignatures)
    .where(and(within(sourceSignatures.tenantId, t.reach), eq(sourceSignatures.sourceId, sourceId)))
  return row
}

/** Deliveries of a source that were refused for their signature since then, by whole hours. */
export async function selectUnsigned<P extends Permission>(
  t: ReadTx<P>,
  sourceId: SourceId,
  from: Instant,
): Promise<number> {
  const [row] = await t.sql
    .select({ n: sql<number>`coalesce(sum(${sourceHours.unsigned}), 0)::float8` })
    .from(sourceHours)
    .where(
      and(
        within(sourceHours.tenantId, t.reach),
        eq(sourceHours.sourceId, sourceId),
        gte(sourceHours.hour, from),
      ),
    )
  return row?.n ?? 0
}

/** A secret as it is kept. */
export type SealedSignature = {
  readonly tenantId: TenantId
  readonly sourceId: SourceId
  readonly sealed: string
}

/** Every sealed secret of all clients, locked against a change meanwhile: for sealing them anew. */
export function lockSignatures(tx: IdentityTx): Promise<SealedSignature[]> {
  const { tenantId, sourceId, sealedSecret } = sourceSignatures
  return tx.sql
    .select({ tenantId, sourceId, sealed: sealedSecret })
    .from(sourceSignatures)
    .orderBy(asc(tenantId), asc(sourceId))
    .for("update")
}

export async function updateSealed(
  tx: IdentityTx,
  { tenantId, sourceId }: SealedSignature,
  sealedSecret: string,
): Promise<void> {
  await tx.sql
    .update(sourceSignatures)
    .set({ sealedSecret })
    .where(and(eq(sourceSignatures.tenantId, tenantId), eq(sourceSignatures.sourceId, sourceId)))
}
