import type { Id, TenantId } from "#app/kernel/ids.ts"
import type { Actor } from "#app/kernel/scope.ts"
import type { Instant } from "#app/kernel/time.ts"

export type AuditId = Id<"audit">

/** Who acted. Somebody who could not say who they are is nobody: a sign-in that failed. */
export type AuditActor = Actor | { readonly kind: "nobody"; readonly name: string }

export const auditResults = ["ok", "refused"] as const
export type AuditResult = (typeof auditResults)[number]

/** A chain of sealed entries: one for each client, one for the provider's own. */
export type Chain = TenantId | "provider"

/** One entry as it is stored, whoever owns it. */
export type AuditEntry = {
  readonly id: AuditId
  readonly at: Instant
  readonly actor: AuditActor
  /** Feature and verb: `alert.close`. */
  readonly action: string
  readonly targetKind: string
  readonly targetId: string | null
  readonly result: AuditResult
  readonly reason: string | null
  readonly before: unknown
  readonly after: unknown
  readonly address: string | null
  readonly userAgent: string | null
  readonly requestId: string | null
  /** The client whose entry it is, or for whom the provider acted. */
  readonly clientId: TenantId | null
  /** Set where at most one entry is kept; see `recordProviderAudit`. */
  readonly onceKey: string | null
}
