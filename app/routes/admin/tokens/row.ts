import type { ApiTokenView } from "#app/auth/tokens/list.server.ts"
import { permissionsOfRole } from "#app/kernel/permission.ts"

/** One line of the list of tokens, as it goes to the browser. */
export function tokenRow(token: ApiTokenView, clients: ReadonlyMap<string, string>) {
  const { id, name, madeBy, role, permissions, clientId, state } = token
  const held = permissionsOfRole(role).filter((p) => !permissions || permissions.includes(p))
  return {
    ...{ id, name, role, state },
    madeBy: madeBy ?? "command line",
    /** Null when it has all that its role has. */
    narrowed: permissions === null ? null : held,
    client: clientId === null ? null : (clients.get(clientId) ?? "a client out of your reach"),
    createdAt: token.createdAt.toString(),
    lastUsedAt: token.lastUsedAt?.toString() ?? null,
    expiresAt: token.expiresAt?.toString() ?? null,
  }
}

export type TokenRow = ReturnType<typeof tokenRow>
