import {
  clientGrants,
  type ClientRole,
  clientRoles,
  type Permission,
  providerGrants,
  type ProviderRole,
  providerRoles,
} from "#app/kernel/permission.ts"
import type { TenantId, UserId } from "#app/kernel/ids.ts"
import type { Actor, Reach } from "#app/kernel/scope.ts"

/** Somebody a guard let in: who they are, what they may do and whose data they may reach. */
export type Principal = {
  readonly actor: Actor
  readonly permissions: ReadonlySet<Permission>
  readonly reach: Reach
  /** The organisation of a client's user; null for provider staff. */
  readonly clientId: TenantId | null
  readonly role: ProviderRole | ClientRole
}

/** A signed-in person, for screens that greet them. */
export type Person = Principal & { readonly userId: UserId; readonly name: string; readonly email: string }

/** Who acts on the machine itself, with the `portal` command. */
export const commandLine: Extract<Actor, { kind: "system" }> = { kind: "system", name: "command line" }

type PersonRow = {
  readonly id: UserId
  readonly name: string
  readonly email: string
  readonly role: string | null
  readonly clientId: TenantId | null
}

/** What a user row amounts to. A role the table does not know may do nothing. */
export function personOf(user: PersonRow, grants: readonly { readonly role: string }[]): Person {
  const { id, name, email, role, clientId } = user
  const base = { userId: id, name, email, clientId }
  if (clientId) {
    const known = clientRoles.find((r) => r === role)
    return {
      ...base,
      actor: { kind: "client-user", id, name },
      role: known ?? "viewer",
      permissions: new Set(known ? clientGrants[known] : []),
      reach: [clientId],
    }
  }
  return {
    ...base,
    actor: { kind: "user", id, name },
    ...providerPowers(grants[0]?.role ?? ""),
    reach: "all",
  }
}

/** What an API token amounts to: a provider role over every client or over one. */
export function principalOfToken(token: {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly clientId: TenantId | null
}): Principal {
  return {
    actor: { kind: "token", id: token.id, name: token.name },
    ...providerPowers(token.role),
    reach: token.clientId ? [token.clientId] : "all",
    clientId: null,
  }
}

function providerPowers(role: string): { role: ProviderRole; permissions: ReadonlySet<Permission> } {
  const known = providerRoles.find((r) => r === role)
  return { role: known ?? "analyst", permissions: new Set<Permission>(known ? providerGrants[known] : []) }
}
