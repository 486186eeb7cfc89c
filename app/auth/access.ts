import type { Discipline } from "#app/domain/ingest/adapter.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { type Permission, permissionsOfRole, workPermissions } from "#app/kernel/permission.ts"
import type { Reach } from "#app/kernel/scope.ts"
import { type Instant, isBefore } from "#app/kernel/time.ts"

/**
 * One grant as the rules read it: a row of `grants` with the clients it covers, or what an API token amounts to.
 */
export type Grant = {
  readonly id: string
  readonly role: string
  readonly discipline: Discipline | "both"
  /** The clients it covers; those of a group as the group stands now. */
  readonly reach: Reach
  /** From this moment on it counts for nothing. */
  readonly expiresAt: Instant | null
  /** Of what its role may do, only this; all of it when null or absent. */
  readonly only?: readonly string[] | null
}

/** What a grant in force amounts to. */
export type Power = {
  readonly permissions: ReadonlySet<Permission>
  readonly discipline: Discipline | "both"
  readonly reach: Reach
}

export type Powerful = { readonly powers: readonly Power[] }

/** What the grants in force amount to. An expired one, and one whose role the table does not know, amount to nothing. */
export function powersOf(grants: readonly Grant[], now: Instant): Power[] {
  return grants
    .filter((grant) => isInForce(grant, now))
    .map((grant) => ({
      permissions: new Set(permissionsOfGrant(grant)),
      discipline: grant.discipline,
      reach: grant.reach,
    }))
    .filter((power) => power.permissions.size > 0)
}

export function isInForce({ expiresAt }: Pick<Grant, "expiresAt">, now: Instant): boolean {
  return expiresAt === null || isBefore(now, expiresAt)
}

/** What a grant allows where it covers. */
export function permissionsOfGrant({ role, only }: Pick<Grant, "role" | "only">): readonly Permission[] {
  return permissionsOfRole(role).filter((permission) => !only || only.includes(permission))
}

/** Everything somebody may do at one client at least: for navigation, never for a decision on a record. */
export function permissionsAnywhere({ powers }: Powerful): ReadonlySet<Permission> {
  return new Set(powers.filter(({ reach }) => !isEmpty(reach)).flatMap((power) => [...power.permissions]))
}

/** The clients where the grants that cover them hold every need between them. Without needs: the clients any grant covers. */
export function reachOf({ powers }: Powerful, needs: readonly Permission[]): Reach {
  if (needs.length === 0) return union(powers.map((power) => power.reach))
  return needs
    .map((need) => union(powers.filter((p) => p.permissions.has(need)).map((p) => p.reach)))
    .reduce(intersection)
}

/**
 * What somebody may do with a record of this client: the union of the grants that cover it.
 *
 * @param discipline the record's; work is allowed by grants of its discipline alone. Left out for what has none
 */
export function permissionsAt(
  { powers }: Powerful,
  tenantId: TenantId,
  discipline?: Discipline,
): ReadonlySet<Permission> {
  const found = powers
    .filter((power) => covers(power.reach, [tenantId]))
    .flatMap((power) => [...power.permissions].filter((p) => isFor(power, p, discipline)))
  return new Set(found)
}

/** What of a grant goes beyond what its maker may do themselves, at any client or for either discipline it covers. */
export function excessOf(maker: Powerful, grant: Grant): Permission[] {
  const disciplines = grant.discipline === "both" ? (["noc", "soc"] as const) : [grant.discipline]
  return permissionsOfGrant(grant).filter((permission) =>
    disciplines.some((discipline) => {
      const holding = maker.powers.filter(
        (power) => power.permissions.has(permission) && isFor(power, permission, discipline),
      )
      return !covers(union(holding.map((power) => power.reach)), grant.reach)
    }),
  )
}

/** True when every client of `wanted` is in `reach`. A list of today's clients is not all: tomorrow there is one more. */
export function covers(reach: Reach, wanted: Reach): boolean {
  if (reach === "all") return true
  return wanted !== "all" && wanted.every((id) => reach.includes(id))
}

export function isEmpty(reach: Reach): boolean {
  return reach !== "all" && reach.length === 0
}

function isFor(power: Power, permission: Permission, discipline: Discipline | undefined): boolean {
  if (discipline === undefined || power.discipline === "both") return true
  return power.discipline === discipline || !workPermissions.has(permission)
}

function union(reaches: readonly Reach[]): Reach {
  const lists: TenantId[] = []
  for (const reach of reaches) {
    if (reach === "all") return "all"
    lists.push(...reach)
  }
  return [...new Set(lists)].sort()
}

function intersection(a: Reach, b: Reach): Reach {
  if (a === "all") return b
  if (b === "all") return a
  return a.filter((id) => b.includes(id))
}
