import { createTransport } from "nodemailer"
import type { Mailbox } from "#app/mail/address.ts"
import { err, ok, type Result } from "#app/kernel/result.ts"

export type OutgoingMail = {
  /** The same at every try, so that a mail sent twice over a crash is recognised. */
  readonly id: string
  readonly to: Mailbox
  readonly subject: string
  readonly html: string
  readonly text: string
}

/** Why a mail did not go out. */
export type MailFailure = {
  /** The server refused this mail for good (5xx). */
  readonly permanent: boolean
  /** The fault is the server's or the way's to it: the next mail would fare alike. */
  readonly serverDown: boolean
  readonly reason: string
}

/** A mail server. */
export type Smtp = { readonly send: (mail: OutgoingMail) => Promise<Result<null, MailFailure>> }

/** Longest time for one mail, whatever the server does. Much less than a sender's claim on it lasts. */
const deadlineSeconds = 120

/**
 * The mail server behind `SMTP_URL`. `smtps:` speaks TLS from the start; `smtp:` must switch to it before anything is said,
 * but for a server on this machine. `?tls=off` and `?tls=required` decide otherwise. A certificate must be good either way.
 */
export function createSmtp(url: string, from: Mailbox): Smtp {
  const transport = createTransport(transportOptions(url))
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1)
  return {
    async send(mail) {
      const sending = transport.sendMail({
        from,
        to: mail.to,
        messageId: `<${mail.id}@${domain}>`,
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
        headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
      })
      try {
        await withinDeadline(sending)
        return ok(null)
      } catch (error) {
        return err(failureOf(error))
      }
    },
  }
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** Exported for its test. */
export function transportOptions(url: string) {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url)
  const secure = protocol === "smtps:"
  const asked = searchParams.get("tls")
  const plain = !secure && (asked === "off" || (asked !== "required" && loopback.test(hostname)))
  return {
    host: hostname.replaceAll(/[[\]]/g, ""),
    port: port ? Number(port) : secure ? 465 : plain ? 25 : 587,
    secure,
    requireTLS: !secure && !plain,
    ignoreTLS: plain,
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    tls: { rejectUnauthorized: true, minVersion: "TLSv1.2" as const },
    connectionTimeout: 10_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    // Nothing in a mail may make the server read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

async function withinDeadline(sending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The mail server took too long.")), deadlineSeconds * 1000)
  })
  try {
    await Promise.race([sending, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Commands whose refusal is about this mail. A 5xx to any other (the greeting, EHLO, AUTH) is about the server. */
const aboutTheMail = /^(MAIL FROM|RCPT TO|DATA)$/
/** Answers to such commands that are about us or the server all the same: sign in first, encrypt first, closing down. */
const aboutTheServer = new Set([421, 530, 534, 535, 538])

type SmtpError = Partial<Record<"responseCode" | "command" | "code" | "response" | "message", unknown>>

function failureOf(error: unknown): MailFailure {
  const { responseCode, command, code, response, message }: SmtpError =
    typeof error === "object" && error !== null ? error : {}
  const answered = typeof responseCode === "number" && !aboutTheServer.has(responseCode)
  const ofMail = answered && typeof command === "string" && aboutTheMail.test(command)
  // The library's own words say which step failed; of a refused mail the server's are enough.
  const reason = reasonOf(String((ofMail ? response : null) ?? message ?? "The mail server gave no reason."))
  // The library itself found that no server could take it.
  if (code === "EENVELOPE" && command === "API") return { permanent: true, serverDown: false, reason }
  return { permanent: ofMail && responseCode >= 500, serverDown: !ofMail, reason }
}

/** What the server said, on one line and without what it may have repeated of the mail or of our credentials. */
export function reasonOf(answer: string): string {
  return answer
    .replaceAll(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, "[address]")
    .replaceAll(/[\w+/=%-]{24,}/g, "[…]")
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim()
    .slice(0, 200)
}
