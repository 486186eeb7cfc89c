import { createHash } from "node:crypto"
import { newId, type TenantId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import type { AuditActor, AuditResult } from "./entry.ts"
import { currentOrigin } from "./origin.server.ts"
import { insertProviderEntry } from "./provider.store.server.ts"

export type ProviderTarget =
  | "session"
  | "factor"
  | "secret"
  | "user"
  | "token"
  | "access"
  | "audit"
  | "invitation"
  | "grant"
  | "group"
  | "security"
  | "mail"
  | "view-as"
  | "sso"
  | "sla"
  | "rule"
  | "campaign"

/** What to write of an act that belongs to no single client. */
export type ProviderAuditRecord = {
  readonly actor: AuditActor
  readonly action: `${ProviderTarget}.${string}`
  readonly targetId?: string
  /** The client it was done for. */
  readonly clientId?: TenantId
  readonly result?: AuditResult
  readonly reason?: string
  readonly before?: object
  readonly after?: object
  /** Recorded at most once for this actor, action, key and hour: for what is done a hundred times a shift. */
  readonly oncePerHour?: string
}

/** Writes an entry of the provider's own audit, in the transaction of the act where it has one. */
export async function recordProviderAudit(tx: IdentityTx, record: ProviderAuditRecord): Promise<void> {
  const { oncePerHour, ...rest } = record
  const { address, userAgent, requestId } = currentOrigin() ?? {}
  await insertProviderEntry(tx, {
    ...rest,
    id: newId<"audit">(),
    targetKind: record.action.split(".")[0] ?? "",
    address: address ?? null,
    userAgent: userAgent ?? null,
    requestId: requestId ?? null,
    onceKey: oncePerHour === undefined ? null : onceKeyOf(record, oncePerHour, tx.now.toString()),
  })
}

function onceKeyOf({ actor, action }: ProviderAuditRecord, key: string, now: string): string {
  const who = "id" in actor ? actor.id : actor.name
  return createHash("sha256")
    .update([now.slice(0, 13), action, who, key].join(" "))
    .digest("hex")
}
