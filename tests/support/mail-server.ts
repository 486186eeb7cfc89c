import type { AddressInfo } from "node:net"
import { SMTPServer, type SMTPServerOptions } from "smtp-server"
import { afterAll } from "vitest"

export type ReceivedMail = {
  readonly from: string
  readonly recipients: readonly string[]
  /** Lower-case name to decoded value; a header that stands twice is an array of them. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  readonly html: string
  readonly text: string
}

export type MailServer = {
  readonly port: number
  readonly url: string
  readonly received: ReceivedMail[]
  readonly stop: () => Promise<void>
}

/** An answer that refuses: a number and words, as an SMTP server says them. */
export function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

/** A real SMTP server on this machine; `options` make it refuse, wait or ask for more. */
export async function startMailServer(options: SMTPServerOptions = {}, port = 0): Promise<MailServer> {
  const received: ReceivedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on("data", (chunk: Buffer) => chunks.push(chunk))
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom ? mailFrom.address : "",
          recipients: rcptTo.map((to) => to.address),
          ...readMessage(Buffer.concat(chunks).toString("latin1")),
        })
        done()
      })
    },
    ...options,
  })
  server.on("error", () => {})
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve))
  const stop = () => new Promise<void>((resolve) => server.close(resolve))
  afterAll(stop)
  const bound = (server.server.address() as AddressInfo).port
  return { port: bound, url: `smtp://127.0.0.1:${bound}`, received, stop }
}

type Part = { headers: Map<string, string[]>; body: string }

function readMessage(raw: string): Pick<ReceivedMail, "headers" | "html" | "text"> {
  const whole = readPart(raw)
  const boundary = /boundary="?([^";]+)"?/.exec(whole.headers.get("content-type")?.[0] ?? "")?.[1] ?? ""
  const parts = whole.body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => readPart(part.replace(/^\r\n/, "")))
  const bodyOf = (type: string) =>
    decode(parts.find((part) => part.headers.get("content-type")?.[0]?.startsWith(type)) ?? whole)
  return { headers: whole.headers, html: bodyOf("text/html"), text: bodyOf("text/plain") }
}

function readPart(raw: string): Part {
  const end = raw.indexOf("\r\n\r\n")
  const headers = new Map<string, string[]>()
  for (const line of raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, " ")
    .split("\r\n")) {
    const name = line.slice(0, line.indexOf(":")).toLowerCase()
    headers.set(name, [...(headers.get(name) ?? []), decodeWords(line.slice(line.indexOf(":") + 1).trim())])
  }
  return { headers, body: raw.slice(end + 4) }
}

function decode({ headers, body }: Part): string {
  const encoding = headers.get("content-transfer-encoding")?.[0] ?? "7bit"
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8")
  if (encoding === "quoted-printable") return fromQuoted(body.replaceAll(/=\r\n/g, ""))
  return Buffer.from(body, "latin1").toString("utf8")
}

/** RFC 2047 words in a header. */
function decodeWords(value: string): string {
  return value
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toLowerCase() === "b"
        ? Buffer.from(text, "base64").toString("utf8")
        : fromQuoted(text.replaceAll("_", " ")),
    )
}

function fromQuoted(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, "latin1").toString("utf8")
}
