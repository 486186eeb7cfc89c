import type { MailStatus } from "#app/mail/mail.ts"

const looks: Readonly<Record<MailStatus, string>> = {
  queued: "text-text-2",
  sent: "text-done-ink",
  dead: "font-medium text-s1-ink",
  kept: "text-s3-ink",
  dropped: "text-text-3",
}

const meanings: Readonly<Record<MailStatus, string>> = {
  queued: "Waits for its next try",
  sent: "A mail server has it",
  dead: "Given up: nobody will have it",
  kept: "Not sent: there was no mail server",
  dropped: "Given up by an administrator",
}

export function StatusWord({ status }: { readonly status: MailStatus }) {
  return (
    <span className={looks[status]} title={meanings[status]}>
      {status}
    </span>
  )
}

/** Said on top while nothing can go out. */
export function NoServerNotice() {
  return (
    <p role="note" className="mx-4 mb-3 rounded-md border border-s3 bg-s3-tint px-3 py-2 text-s3-ink">
      No mail server is set (SMTP_URL): mails are kept here.
    </p>
  )
}
