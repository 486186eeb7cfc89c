import type { Id, TenantId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import { providerAuditEntries } from "#db/schema/audit.ts"
import type { AuditActor, AuditResult } from "./entry.ts"

type NewProviderEntry = {
  readonly id: Id<"audit">
  readonly actor: AuditActor
  readonly action: string
  readonly targetKind: string
  readonly targetId?: string
  readonly clientId?: TenantId
  readonly result?: AuditResult
  readonly reason?: string
  readonly before?: object
  readonly after?: object
  readonly address: string | null
  readonly userAgent: string | null
  readonly requestId: string | null
  readonly onceKey: string | null
}

/** Adds an entry, unless one with its key is there. */
export async function insertProviderEntry(tx: IdentityTx, entry: NewProviderEntry): Promise<void> {
  await tx.sql
    .insert(providerAuditEntries)
    .values({ ...entry, at: tx.now })
    .onConflictDoNothing()
}
