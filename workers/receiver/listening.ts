import type { ListenerState } from "#app/domain/sources/listener.ts"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { ReceiverLog } from "./complaints.ts"
import type { Credentials } from "./credentials.ts"
import type { InboxRow } from "./inbox-row.ts"
import type { HeldBytes } from "./held-bytes.ts"
import type { Line } from "./line.ts"
import type { ListenerConfig } from "./listener-config.ts"
import { openMailDoor } from "./mail/door.ts"
import { type Door, stateOfError } from "./syslog/doors.ts"
import { Listeners } from "./syslog/listeners.ts"

type Parts = {
  readonly config: ListenerConfig
  readonly log: ReceiverLog
  readonly reader: Line
  readonly session: Line
  readonly credentials: Credentials
  readonly held: HeldBytes
  readonly accept: (row: InboxRow, bytes: number) => Promise<string>
  readonly onDrop: (source: { tenantId: TenantId; sourceId: SourceId }, count: number) => void
}

/** The doors of the receiver besides HTTP. */
export type Listening = {
  /** Looks what listeners there are now. */
  readonly follow: () => Promise<void>
  /** Opens the doors for the first time. What cannot be opened is said on its source's page; nothing else waits for it. */
  readonly ready: () => Promise<void>
  /** Takes nothing new, stores what was read, closes. */
  readonly stop: () => Promise<void>
  /** Messages that were read and are not stored yet. */
  readonly held: () => number
}

/** Syslog and mail in front of the same commit as HTTP. */
export function startListening(parts: Parts): Listening {
  const { config, credentials, log } = parts
  let mailState: ListenerState = "off"
  const syslog = new Listeners({
    ...parts,
    mailState: () => mailState,
    credentialOf: (hash) => credentials.ofHash(hash, Date.now()),
  })
  let mail: Door | null = null
  const openMail = async (wanted: NonNullable<ListenerConfig["mail"]>) => {
    try {
      mail = await openMailDoor({
        ...{ config: wanted, host: config.host, log, held: parts.held, accept: parts.accept },
        find: (localPart) => credentials.find(localPart, Date.now()),
      })
      mailState = "listening"
    } catch (error) {
      mailState = stateOfError(error)
      log.error({ err: error, port: wanted.port }, "the port for mails could not be opened")
    }
  }
  return {
    follow: () => syslog.follow(),
    async ready() {
      if (config.mail) await openMail(config.mail)
      await syslog.follow()
    },
    async stop() {
      await Promise.all([syslog.stop(), mail?.close()])
    },
    held: () => syslog.held,
  }
}
