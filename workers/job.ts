import type { Scope } from "#app/kernel/scope.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { TenantId } from "#app/kernel/ids.ts"

/** What a recurring job is given. */
export type JobContext = {
  /** Proofs for one client at a time, minted by the runtime. */
  readonly scopeOf: <P extends Permission>(tenantId: TenantId) => Scope<P>
  /** Set when the worker is asked to end: a long job stops where it can go on later. */
  readonly stopping: AbortSignal
}

/** Work that comes round: safe to run twice, safe to miss once. */
export type RecurringJob = {
  readonly name: string
  readonly everySeconds: number
  readonly run: (context: JobContext) => Promise<void>
}
