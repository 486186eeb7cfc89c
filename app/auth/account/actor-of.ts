import type { TenantId, UserId } from "#app/kernel/ids.ts"
import type { Actor } from "#app/kernel/scope.ts"

type Whoever = { readonly id: UserId; readonly name: string; readonly clientId: TenantId | null }

/** Who acts and for which client, where a link and not a session said who they are. */
export function actorOf({ id, name, clientId }: Whoever): {
  readonly actor: Actor
  readonly clientId?: TenantId
} {
  return { actor: { kind: clientId ? "client-user" : "user", id, name }, ...(clientId ? { clientId } : {}) }
}
