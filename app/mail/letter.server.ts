import { isTemplate, type PropsOf, type TemplateName } from "#emails/registry.ts"
import { type RenderedMail, renderMail } from "#emails/render.ts"
import { open } from "#app/auth/sealed-text.server.ts"
import { env } from "#app/env.server.ts"
import { conflict } from "#app/kernel/errors.ts"
import type { MailRow } from "./store.server.ts"

/** The mail as its reader gets it, with its links. @throws Error when it cannot be written any more; the message says why */
export async function writeLetter(mail: MailRow): Promise<RenderedMail> {
  return render(mail, readSecrets(mail))
}

/** The mail as an administrator may look at it: without its links. */
export function writePreview(mail: MailRow): Promise<RenderedMail> {
  return render(mail, {})
}

/** What was sealed of the mail. @throws DomainError `conflict` when no secret of ours opens it */
export function readSecrets(mail: Pick<MailRow, "id" | "sealed">): Readonly<Record<string, string>> {
  if (!mail.sealed) return {}
  const opened = open(mail.sealed, "mail", mail.id)
  if (opened === null) throw conflict("Its link cannot be read any more: SECRET_KEY was replaced.")
  return JSON.parse(opened) as Record<string, string>
}

async function render(mail: MailRow, secrets: Readonly<Record<string, string>>): Promise<RenderedMail> {
  if (!isTemplate(mail.template)) throw new Error("This version has no such kind of mail.")
  // Written by enqueueMail, which takes the props of the template and no others.
  const props = { ...mail.props, ...secrets } as unknown as PropsOf<TemplateName>
  return renderMail(mail.template, props, { to: mail.toName, portalUrl: env().origin })
}
