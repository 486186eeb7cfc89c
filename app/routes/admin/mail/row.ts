import { canDrop, canResend, canReveal, type MailView } from "#app/mail/mail.ts"

/** A mail of the outbox as it goes to the browser, with what may be done with it. */
export function mailRow(mail: MailView) {
  const { id, template, to, status, attempts, lastError, links } = mail
  return {
    ...{ id, to, status, attempts, lastError, links },
    kind: template.replaceAll("-", " "),
    createdAt: mail.createdAt.toString(),
    sentAt: mail.sentAt?.toString() ?? null,
    nextAttemptAt: mail.nextAttemptAt?.toString() ?? null,
    can: { resend: canResend(mail), drop: canDrop(mail), reveal: canReveal(mail) },
  }
}

export type MailRow = ReturnType<typeof mailRow>
