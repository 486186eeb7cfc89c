import { type PropsOf, type TemplateName, templates } from "#emails/registry.ts"
import type { Props } from "#emails/template.ts"
import { seal } from "#app/auth/sealed-text.server.ts"
import { env } from "#app/env.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { type MailId, newId, type TenantId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import type { IdentityTx } from "#db/identity.ts"
import { isAddress, type Mailbox } from "./address.ts"
import { insertMail } from "./store.server.ts"

/** Names are written into headers and greetings: more than this nobody reads. */
const longestName = 200

export type NewMail<N extends TemplateName> = {
  readonly template: N
  readonly to: Mailbox
  /** Links in them must lead to this portal (`env().origin`). */
  readonly props: PropsOf<N>
  /** The organisation it is about, if it is about one. */
  readonly clientId?: TenantId | null
}

/**
 * Writes a mail in the caller's transaction: it goes out if that commits, and never otherwise. Its links are sealed, so
 * that neither the table nor a dump of it opens a door.
 *
 * @throws DomainError `invalid` when the address could name anybody else
 * @throws Error when a link leads elsewhere: a link built from the request's Host header would
 */
export async function enqueueMail<N extends TemplateName>(tx: IdentityTx, mail: NewMail<N>): Promise<MailId> {
  if (!isAddress(mail.to.address)) throw invalid("That is no e-mail address.", { email: "is no address" })
  const id: MailId = newId()
  const { open, secret } = split(mail.template, mail.props)
  const { expiresAt } = open
  await insertMail(tx, {
    id,
    template: mail.template,
    toAddress: mail.to.address,
    toName: Array.from(mail.to.name).slice(0, longestName).join(""),
    props: open,
    sealed: Object.keys(secret).length > 0 ? seal(JSON.stringify(secret), "mail", id) : null,
    status: "queued",
    attempts: 0,
    nextAttemptAt: tx.now,
    clientId: mail.clientId ?? null,
    expiresAt: typeof expiresAt === "string" ? instant(expiresAt) : null,
    createdAt: tx.now,
  })
  return id
}

function split(
  template: TemplateName,
  props: Props,
): { open: Props; secret: Readonly<Record<string, string>> } {
  const secrets: readonly string[] = templates[template].secrets
  const [open, secret]: [Record<string, string | number>, Record<string, string>] = [{}, {}]
  for (const [key, value] of Object.entries(props))
    if (secrets.includes(key)) secret[key] = portalLink(String(value))
    else open[key] = value
  return { open, secret }
}

function portalLink(address: string): string {
  if (!URL.canParse(address) || new URL(address).origin !== new URL(env().origin).origin)
    throw new Error("A mail's link must lead to PUBLIC_URL.")
  return address
}
