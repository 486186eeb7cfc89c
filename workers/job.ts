import type { Scope } from "#app/kernel/scope.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { TenantId } from "#app/kernel/ids.ts"

/** What a recurring job is given: proofs for one client at a time, minted by the runtime. */
export type JobContext = { readonly scopeOf: <P extends Permission>(tenantId: TenantId) => Scope<P> }

/** Work that comes round: safe to run twice, safe to miss once. */
export type RecurringJob = {
  readonly name: string
  readonly everySeconds: number
  readonly run: (context: JobContext) => Promise<void>
}
