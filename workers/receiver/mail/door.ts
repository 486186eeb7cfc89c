import { createHash } from "node:crypto"
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server"
import { Refusal } from "../answer.ts"
import type { ReceiverLog } from "../complaints.ts"
import type { Credential } from "../credentials.ts"
import { type InboxRow, inboxRow } from "../inbox-row.ts"
import type { HeldBytes } from "../held-bytes.ts"
import type { ListenerConfig } from "../listener-config.ts"
import type { Door } from "../syslog/doors.ts"
import { maxClients, maxMailBytes, maxRecipients, socketTimeoutMs } from "./limits.ts"
import { renditionOf } from "./rendition.ts"

type Options = {
  readonly config: NonNullable<ListenerConfig["mail"]>
  readonly host: string
  readonly log: ReceiverLog
  readonly held: HeldBytes
  readonly accept: (row: InboxRow, bytes: number) => Promise<string>
  /** The credential that a mailbox's secret local part opens. @throws when the database cannot be asked */
  readonly find: (localPart: string) => Promise<Credential | undefined>
}

/**
 * The door for mails: it takes mail for the portal's own mailboxes and relays none. 250 to a mail is the same promise as a
 * 202: it has been committed.
 *
 * @throws Error with the code of the operating system when the port cannot be opened
 */
export async function openMailDoor({ config, host, log, held, accept, find }: Options): Promise<Door> {
  const mailboxes = new WeakMap<SMTPServerSession["envelope"]["rcptTo"][number], Credential>()
  const { certificate } = config
  const server = new SMTPServer({
    name: config.domain,
    banner: "Watchfloor",
    authOptional: true,
    disabledCommands: certificate ? ["AUTH"] : ["AUTH", "STARTTLS"],
    ...(certificate ?? {}),
    size: maxMailBytes,
    maxClients,
    socketTimeout: socketTimeoutMs,
    closeTimeout: 5_000,
    disableReverseLookup: true,
    logger: false,
    onRcptTo(address, session, done) {
      if (session.envelope.rcptTo.length >= maxRecipients)
        return done(answer(452, "Too many recipients. Send to the others after this one."))
      credentialOf(address.address, config.domain, find).then(
        (credential) => {
          // Unknown, removed and paused mailboxes are all just not there.
          if (!credential) return done(answer(550, "There is no such mailbox."))
          mailboxes.set(address, credential)
          done()
        },
        () => done(answer(451, "The database cannot be asked right now. Send it again.")),
      )
    },
    onData(stream, session, done) {
      const credentials = session.envelope.rcptTo.flatMap((to) => mailboxes.get(to) ?? [])
      take(stream, credentials, held, accept).then(
        () => done(null, "stored"),
        (error: unknown) => done(refusalOf(error, log)),
      )
    },
  })
  server.on("error", () => {})
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject)
    server.listen(config.port, host, () => {
      server.server.off("error", reject)
      resolve()
    })
  })
  return { close: () => new Promise((closed) => server.close(() => closed())) }
}

/** Mail servers may change the case of an address: secrets of mailboxes have none. */
async function credentialOf(
  address: string,
  domain: string,
  find: Options["find"],
): Promise<Credential | undefined> {
  const at = address.lastIndexOf("@")
  if (address.slice(at + 1).toLowerCase() !== domain) return undefined
  const credential = await find(address.slice(0, at).toLowerCase())
  return credential?.adapter === "mail" ? credential : undefined
}

async function take(
  stream: SMTPServerDataStream,
  credentials: readonly Credential[],
  held: HeldBytes,
  accept: Options["accept"],
): Promise<void> {
  const [first] = credentials
  const share = first ? held.share(first.sourceId) : null
  try {
    const raw = await collect(stream, (bytes) => share?.take(bytes) ?? false)
    for (const { bucket } of credentials)
      if (bucket.take(performance.now()) > 0)
        throw answer(451, "This mailbox gets more mails than it may. Send it again later.")
    const body = await renditionOf(raw)
    const key = createHash("sha256").update(raw).digest("hex")
    const bytes = Buffer.byteLength(body)
    // The same mail sent again, because an answer was lost, is known by its bytes.
    const what = { contentType: "application/json", encoding: "utf8", body, key } as const
    await Promise.all(credentials.map((credential) => accept(inboxRow(credential, what), bytes)))
  } finally {
    share?.release()
  }
}

/** Reads all of it, also what is too much: SMTP answers after the last byte. */
async function collect(stream: SMTPServerDataStream, hold: (bytes: number) => boolean): Promise<Buffer> {
  const chunks: Buffer[] = []
  let isFull = false
  for await (const chunk of stream) {
    const bytes = chunk as Buffer
    if (stream.sizeExceeded || isFull) continue
    if (hold(bytes.length)) chunks.push(bytes)
    else isFull = true
  }
  if (stream.sizeExceeded) throw answer(552, `A mail may have ${maxMailBytes / 1024 / 1024} MiB.`)
  if (isFull) throw answer(451, "Too much is being sent at once. Send it again later.")
  return Buffer.concat(chunks)
}

type SmtpAnswer = Error & { readonly responseCode: number }

const answer = (responseCode: number, words: string): SmtpAnswer =>
  Object.assign(new Error(words), { responseCode })

function refusalOf(error: unknown, log: ReceiverLog): SmtpAnswer {
  if (error instanceof Error && "responseCode" in error) return error as SmtpAnswer
  if (error instanceof Refusal && error.status === 401) return answer(550, "There is no such mailbox.")
  if (!(error instanceof Refusal)) log.error({ err: error }, "a mail could not be taken")
  return answer(451, "The mail cannot be stored right now. Send it again.")
}
