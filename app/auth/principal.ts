import {
  clientRoles,
  permissionsOfClientRole,
  type Permission,
  providerRoles,
} from "#app/kernel/permission.ts"
import type { TenantId, UserId } from "#app/kernel/ids.ts"
import type { Actor } from "#app/kernel/scope.ts"
import type { Instant } from "#app/kernel/time.ts"
import { type Grant, isInForce, permissionsAnywhere, type Power, powersOf } from "./access.ts"

/** Somebody a guard let in: who they are, and what they may do where. */
export type Principal = {
  readonly actor: Actor
  /** What the grants in force amount to: `reachOf` and `permissionsAt` read it. */
  readonly powers: readonly Power[]
  /** What they may do at one client at least: for navigation. Whether they may do it to a record is a guard's say. */
  readonly permissions: ReadonlySet<Permission>
  /** The organisation of a client's user, or the one somebody of the provider views; null for provider staff at work. */
  readonly clientId: TenantId | null
  /** Their roles in words, each once: "analyst, lead". */
  readonly role: string
  /** Set while somebody of the provider looks at a client's portal as the client does: they may then change nothing. */
  readonly viewing?: Viewing
}

/** Somebody of the provider looks at a client's portal. */
export type Viewing = { readonly clientId: TenantId; readonly reason: string; readonly until: Instant }

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

/** What a user row and its grants amount to. A role the table does not know may do nothing. */
export function personOf(user: PersonRow, grants: readonly Grant[], now: Instant): Person {
  const { id, name, email, role, clientId } = user
  const base = { userId: id, name, email, clientId }
  if (clientId) {
    const known = clientRoles.find((r) => r === role)
    const powers = [clientPower(known ?? null, clientId)]
    return {
      ...base,
      actor: { kind: "client-user", id, name },
      role: known ?? "no role",
      ...withUnion(powers),
    }
  }
  const held = grants.filter((grant) => isInForce(grant, now))
  return {
    ...base,
    actor: { kind: "user", id, name },
    role: providerRoles.filter((r) => held.some((grant) => grant.role === r)).join(", ") || "no role",
    ...withUnion(powersOf(held, now)),
  }
}

/** What a role of a client's people amounts to, within their own organisation. */
export function clientPower(role: string | null, clientId: TenantId): Power {
  return { permissions: new Set(permissionsOfClientRole(role)), discipline: "both", reach: [clientId] }
}

/** Powers, and what they allow anywhere. */
export function withUnion(powers: readonly Power[]): Pick<Principal, "powers" | "permissions"> {
  return { powers, permissions: permissionsAnywhere({ powers }) }
}

/** What is stored of an API token that its rights depend on. */
export type TokenRow = {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly permissions: readonly string[] | null
  readonly clientId: TenantId | null
  readonly expiresAt: Instant | null
}

/** What an API token amounts to: a provider role, or a part of it, over every client or over one. */
export function principalOfToken(
  token: TokenRow & { readonly createdBy: UserId | null },
  now: Instant,
): Principal {
  return {
    actor: { kind: "token", id: token.id, name: token.name, madeBy: token.createdBy },
    ...withUnion(powersOf([grantOfToken(token)], now)),
    clientId: null,
    role: token.role,
  }
}

/** A token as a grant of both disciplines. */
export function grantOfToken({ id, role, permissions, clientId, expiresAt }: TokenRow): Grant {
  return { id, role, discipline: "both", reach: clientId ? [clientId] : "all", expiresAt, only: permissions }
}
