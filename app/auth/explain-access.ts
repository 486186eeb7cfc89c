import type { Discipline } from "#app/domain/ingest/adapter.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { type Permission, providerPermissions, workPermissions } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { covers, type Grant, isInForce, permissionsOfGrant } from "./access.ts"

/** Why a grant that holds a permission does not give it at a client. */
export type WhyNot = "expired" | "elsewhere"

/** One permission at one client: given by which grants, and which grants hold it but do not give it there. */
export type ExplainedPermission<G extends Grant = Grant> = {
  readonly permission: Permission
  readonly isGranted: boolean
  /** The records it is good for: both for reading, whatever the grants say. Empty when it is not granted. */
  readonly disciplines: readonly Discipline[]
  readonly by: readonly G[]
  /** With `by` empty and this empty, no grant's role holds it. */
  readonly not: readonly { readonly grant: G; readonly why: WhyNot }[]
}

/**
 * Answers "why can Ana see Nordbank, and why not": every permission staff can have, in the order of the list.
 *
 * @param grants those of a member of staff, expired ones too, so that their end can be named
 */
export function explainAccess<G extends Grant>(
  grants: readonly G[],
  clientId: TenantId,
  now: Instant,
): ExplainedPermission<G>[] {
  return providerPermissions.map((permission) => {
    const holding = grants.filter((grant) => permissionsOfGrant(grant).includes(permission))
    const by = holding.filter((grant) => whyNot(grant, clientId, now) === null)
    const not = holding.flatMap((grant) => {
      const why = whyNot(grant, clientId, now)
      return why ? [{ grant, why }] : []
    })
    return { permission, isGranted: by.length > 0, disciplines: disciplinesOf(permission, by), by, not }
  })
}

function whyNot(grant: Grant, clientId: TenantId, now: Instant): WhyNot | null {
  if (!isInForce(grant, now)) return "expired"
  return covers(grant.reach, [clientId]) ? null : "elsewhere"
}

function disciplinesOf(permission: Permission, by: readonly Grant[]): Discipline[] {
  const both: Discipline[] = ["noc", "soc"]
  if (by.length === 0) return []
  if (!workPermissions.has(permission)) return both
  return both.filter((d) => by.some((grant) => grant.discipline === "both" || grant.discipline === d))
}
