import type { TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { type IdentityTx, inIdentity } from "./identity.ts"

declare const opened: unique symbol

/** The identity door, opened for somebody whose permissions a guard has checked: for what administrators do behind it. */
export type ProviderTx<P extends Permission = never> = IdentityTx & {
  readonly actor: Actor
  readonly [opened]: { readonly [K in P]: true }
}

/** Opened by `app/auth/guards.server.ts`, which checks the permissions, and where the demo is made. */
export function inProvider<P extends Permission, T>(
  actor: Actor,
  work: (tx: ProviderTx<P>) => Promise<T>,
): Promise<T> {
  return inIdentity((tx) => work({ ...tx, actor } as ProviderTx<P>))
}

/** The identity door, opened for somebody who may manage the people of one client: its own manager, or staff on its behalf. */
export type ClientPeopleTx = IdentityTx & {
  readonly actor: Actor
  readonly clientId: TenantId
  readonly [opened]: { readonly "client-people": true }
}

/** Opened by `app/auth/guards.server.ts` and by nobody else. */
export function inClientPeople<T>(
  actor: Actor,
  clientId: TenantId,
  work: (tx: ClientPeopleTx) => Promise<T>,
): Promise<T> {
  return inIdentity((tx) => work({ ...tx, actor, clientId } as ClientPeopleTx))
}
