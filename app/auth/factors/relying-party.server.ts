import { env } from "#app/env.server.ts"

/** Whom passkeys are for: the host people reach the portal at. Keys made for another host do not fit. */
export function relyingParty(): { readonly id: string; readonly name: string; readonly origin: string } {
  const { hostname, origin } = new URL(env().origin)
  return { id: hostname, name: "Watchfloor", origin }
}
