import { type Permission, permissions, providerGrants, providerRoles } from "#app/kernel/permission.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import type { Reach } from "#app/kernel/scope.ts"
import { type Instant, isBefore } from "#app/kernel/time.ts"

/** One grant as the rules read it: a row of `grants` with the clients it covers. */
export type Grant = {
  readonly id: string
  readonly role: string
  readonly discipline: "noc" | "soc" | "both"
  /** The clients it covers; those of a group as the group stands now. */
  readonly reach: Reach
  /** From this moment on it counts for nothing. */
  readonly expiresAt: Instant | null
}

/** Why a grant that holds a permission does not give it at a client. */
export type WhyNot = "expired" | "elsewhere"

/** One permission at one client: given by which grants, and which grants hold it but do not give it there. */
export type ExplainedPermission<G extends Grant = Grant> = {
  readonly permission: Permission
  readonly isGranted: boolean
  readonly by: readonly G[]
  /** With `by` empty and this empty, no grant's role holds it. */
  readonly not: readonly { readonly grant: G; readonly why: WhyNot }[]
}

/** Answers "why can Ana see Nordbank, and why not": every permission staff can have, in the order of the list. */
export function explainAccess<G extends Grant>(
  grants: readonly G[],
  clientId: TenantId,
  now: Instant,
): ExplainedPermission<G>[] {
  const ofStaff = permissions.filter((p) => !p.startsWith("own."))
  return ofStaff.map((permission) => {
    const holding = grants.filter((grant) => permissionsOfGrant(grant).includes(permission))
    const by = holding.filter((grant) => whyNot(grant, clientId, now) === null)
    const not = holding.flatMap((grant) => {
      const why = whyNot(grant, clientId, now)
      return why ? [{ grant, why }] : []
    })
    return { permission, isGranted: by.length > 0, by, not }
  })
}

/** What a grant allows where it covers. */
export function permissionsOfGrant({ role }: Pick<Grant, "role">): readonly Permission[] {
  const known = providerRoles.find((r) => r === role)
  return known ? providerGrants[known] : []
}

/** True when every client of `wanted` is in `reach`. A list of today's clients is not all: tomorrow there is one more. */
export function covers(reach: Reach, wanted: Reach): boolean {
  if (reach === "all") return true
  return wanted !== "all" && wanted.every((id) => reach.includes(id))
}

export function isInForce({ expiresAt }: Pick<Grant, "expiresAt">, now: Instant): boolean {
  return expiresAt === null || isBefore(now, expiresAt)
}

function whyNot(grant: Grant, clientId: TenantId, now: Instant): WhyNot | null {
  if (!isInForce(grant, now)) return "expired"
  return covers(grant.reach, [clientId]) ? null : "elsewhere"
}
