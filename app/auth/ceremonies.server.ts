import { randomBytes } from "node:crypto"
import { env } from "#app/env.server.ts"
import type { UserId } from "#app/kernel/ids.ts"
import { isBefore } from "#app/kernel/time.ts"
import type { IdentityTx } from "#db/identity.ts"
import { deleteCeremony, insertCeremony } from "./ceremonies.store.server.ts"
import { sha256 } from "./secrets.ts"

/** What a browser was asked to prove. One asked for one purpose answers no other. */
export type CeremonyKind = "passkey-sign-in" | "passkey-proof" | "passkey-add"

/** How long a browser has for its answer. */
const ceremonyMinutes = 5

/**
 * Notes what a browser is asked, for somebody or for nobody known yet. Only its cookie finds it again, once.
 *
 * @returns the Set-Cookie line
 */
export async function beginCeremony(
  tx: IdentityTx,
  kind: CeremonyKind,
  userId: UserId | null,
  data: object,
): Promise<string> {
  const id = randomBytes(32).toString("base64url")
  const expiresAt = tx.now.add({ minutes: ceremonyMinutes })
  await insertCeremony(tx, { idHash: sha256(id), kind, userId, data, expiresAt })
  const { name, secure } = cookie()
  return `${name}=${id}; Path=/; Max-Age=${ceremonyMinutes * 60}; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`
}

/** What the request's browser was asked, or null: never, answered already, too long ago, or asked of somebody else. */
export async function takeCeremony(
  tx: IdentityTx,
  request: Request,
  kind: CeremonyKind,
  userId: UserId | null,
): Promise<unknown> {
  const id = idOf(request)
  const row = id ? await deleteCeremony(tx, sha256(id), kind) : undefined
  return row && row.userId === userId && isBefore(tx.now, row.expiresAt) ? row.data : null
}

function idOf(request: Request): string | undefined {
  const { name } = cookie()
  return (request.headers.get("cookie") ?? "")
    .split(";")
    .map((part) => part.trim().split("="))
    .find(([key]) => key === name)?.[1]
}

function cookie() {
  const secure = env().origin.startsWith("https:")
  return { name: secure ? "__Host-ceremony" : "ceremony", secure }
}
