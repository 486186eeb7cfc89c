import type { Id, TenantId } from "#app/kernel/ids.ts"
import { err, ok, type Result } from "#app/kernel/result.ts"
import type { Instant } from "#app/kernel/time.ts"

export type ConnectionId = Id<"connection">

/** An OpenID provider that vouches for one client's people, or for the provider's own staff; never for both. */
export type Connection = {
  readonly id: ConnectionId
  /** Whose people it signs in; null for provider staff. */
  readonly clientId: TenantId | null
  /** What its people call it: "Acme Okta". */
  readonly name: string
  readonly issuer: string
  readonly oauthClientId: string
  /** E-mail domains, lower case; each belongs to one connection. */
  readonly domains: readonly string[]
  /** True when its people may sign in no other way. */
  readonly required: boolean
  /** True when it is trusted to ask everybody for a second factor itself. */
  readonly enforcesSecondFactor: boolean
  readonly enabled: boolean
  readonly createdAt: Instant
}

/** How far back a connection's last sign-in is looked for. */
export const lookBackDays = 30

/** What an administrator may say of a connection. */
export type WantedConnection = Pick<
  Connection,
  "name" | "issuer" | "oauthClientId" | "domains" | "required" | "enforcesSecondFactor"
> & {
  /** Null keeps the one that is stored. */
  readonly secret: string | null
}

/** Domains whose addresses anybody can get: such an address says nothing about whose people somebody is. */
const publicMailDomains = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com
  aol.com gmx.com gmx.net gmx.de web.de mail.com proton.me protonmail.com pm.me zoho.com yandex.com yandex.ru mail.ru
  qq.com 163.com 126.com fastmail.com tutanota.com tuta.com hey.com abv.bg mail.bg hotmail.co.uk outlook.de
  yahoo.co.uk yahoo.de free.fr orange.fr laposte.net libero.it t-online.de`.split(/\s+/),
)

const mostDomains = 50
const domainForm = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/

/** Reads domains as people type them: by commas, spaces or lines, with or without an @ in front, in any script and case. */
export function readDomains(text: string): Result<readonly string[]> {
  const typed = text.split(/[\s,;]+/).filter((part) => part !== "")
  const domains = [...new Set(typed.map((part) => asciiOf(part.replace(/^@/, ""))))]
  if (domains.length === 0) return err("Name at least one domain, such as acme.example.")
  if (domains.length > mostDomains) return err(`Name at most ${mostDomains} domains.`)
  const odd = domains.findIndex((domain) => !domainForm.test(domain))
  if (odd >= 0) return err(`“${(typed[odd] ?? "").slice(0, 80)}” is no domain. Write it like acme.example.`)
  const open = domains.find((domain) => publicMailDomains.has(domain))
  if (open) return err(`Anybody can have an address at ${open}. Name a domain the organisation owns.`)
  return ok(domains)
}

/** The domain of an address as connections are found by it; null for what is no address. */
export function domainOf(email: string): string | null {
  const at = email.trim().lastIndexOf("@")
  if (at < 1) return null
  const domain = asciiOf(email.trim().slice(at + 1))
  return domainForm.test(domain) ? domain : null
}

/** An issuer as its provider writes it; the address of its discovery document is understood as well. */
export function readIssuer(text: string): string {
  return text.trim().replace(/\/\.well-known\/openid-configuration\/?$/, "")
}

function asciiOf(domain: string): string {
  const lower = domain.toLowerCase().replace(/\.$/, "")
  if (/[/?#@:\\[\]%]/.test(lower)) return ""
  // The URL parser writes other scripts in their ASCII form, as mail does.
  return URL.canParse(`http://${lower}/`) ? new URL(`http://${lower}/`).hostname : lower
}
