import { randomBytes } from "node:crypto"
import * as z from "zod"
import { env } from "#app/env.server.ts"
import { inIdentity } from "#db/identity.ts"
import { open, seal } from "../sealed-text.server.ts"
import { sha256 } from "../secrets.ts"
import { ceremonySeconds, insertCeremony, takeCeremony } from "./ceremonies.store.server.ts"

/** What a sign-on in progress is checked against when its browser comes back. */
export type Ceremony = z.infer<typeof shape>

const shape = z.object({
  connectionId: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Path to go to afterwards; empty for the person's home. */
  to: z.string(),
  /** True when a new proof was asked for. */
  again: z.boolean(),
})

/**
 * Keeps a ceremony, sealed, under a hash; the browser gets the other half in a cookie.
 *
 * @returns the Set-Cookie line
 */
export async function keepCeremony(ceremony: Ceremony): Promise<string> {
  const id = randomBytes(32).toString("base64url")
  const idHash = sha256(id)
  const sealed = seal(JSON.stringify(ceremony), "sso-ceremony", idHash)
  await inIdentity((tx) => insertCeremony(tx, idHash, sealed))
  return cookie(id, ceremonySeconds)
}

/** The ceremony this browser began, once: null for another browser, a second visit, or one that comes too late. */
export async function claimCeremony(request: Request): Promise<Ceremony | null> {
  const pattern = new RegExp(`(?:^|; *)${cookieName()}=([\\w-]{43})(?:;|$)`)
  const id = pattern.exec(request.headers.get("cookie") ?? "")?.[1]
  if (!id) return null
  const idHash = sha256(id)
  const sealed = await inIdentity((tx) => takeCeremony(tx, idHash))
  const text = sealed ? open(sealed, "sso-ceremony", idHash) : null
  return text ? shape.parse(JSON.parse(text)) : null
}

/** The Set-Cookie line that clears the browser's half. */
export const endOfCeremony = () => cookie("", 0)

// __Host- pins the cookie to this origin; browsers accept the prefix over https only.
const isSecure = () => env().origin.startsWith("https:")
const cookieName = () => (isSecure() ? "__Host-sso" : "sso")

// Lax: the way back from the provider is a navigation from another site.
const cookie = (value: string, maxAge: number) =>
  `${cookieName()}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${isSecure() ? "; Secure" : ""}`
