import type { TenantId, UserId } from "./ids.ts"
import type { Permission } from "./permission.ts"
import type { Sight } from "./sight.ts"

declare const minted: unique symbol

/** Who acts. Never a nullable user id: the record says what kind of actor it was. */
export type Actor =
  | { readonly kind: "user"; readonly id: UserId; readonly name: string }
  | { readonly kind: "client-user"; readonly id: UserId; readonly name: string }
  | {
      readonly kind: "token"
      readonly id: string
      readonly name: string
      /** Whoever made it on the portal's pages; nobody for one of the command line. */
      readonly madeBy?: UserId | null
    }
  | { readonly kind: "system"; readonly name: string }

/** Proof that a guard ran, for one tenant. More permissions fit where fewer are asked for, never the reverse. */
export type Scope<P extends Permission = never> = {
  readonly tenantId: TenantId
  readonly actor: Actor
  readonly sight: Sight
  readonly [minted]: { readonly [K in P]: true }
}

/** The tenants somebody may look at across: every one, or a list. */
export type Reach = "all" | readonly TenantId[]

/** Proof that a guard ran, for reading across the tenants in reach. Cannot be turned into a `Scope`. */
export type Portfolio<P extends Permission = never> = {
  readonly reach: Reach
  readonly actor: Actor
  readonly sight: Sight
  readonly [minted]: { readonly [K in P]: true }
}

/** The one cast to `Scope`. Reached through `app/auth/mint-scope.server.ts` only. */
export function makeScope<P extends Permission>(tenantId: TenantId, actor: Actor, sight: Sight): Scope<P> {
  return { tenantId, actor, sight } as Scope<P>
}

/** The one cast to `Portfolio`. Reached through `app/auth/mint-scope.server.ts` only. */
export function makePortfolio<P extends Permission>(reach: Reach, actor: Actor, sight: Sight): Portfolio<P> {
  return { reach, actor, sight } as Portfolio<P>
}
