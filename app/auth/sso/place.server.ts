import { isLoopbackOrigin, type OutwardRules } from "#app/gateways/outward-address.ts"
import { env } from "#app/env.server.ts"
import type { ConnectionId } from "./connection.ts"

/**
 * Where a connection's provider sends people back to. Each connection has an address of its own: an answer meant for one
 * never reaches another (the mix-up attack; RFC 9700, 4.4).
 */
export function redirectUriOf(id: ConnectionId): string {
  return `${env().origin}/sso/callback/${id}`
}

/** Where providers may be: on the internet; on this machine only while the portal itself is reached there alone. */
export function outwardRules(): OutwardRules {
  return { loopback: isLoopbackOrigin(env().origin) }
}
