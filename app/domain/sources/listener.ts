import type { SourceId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"

export const listenerKinds = ["syslog-tcp", "syslog-udp", "syslog-tls", "mail"] as const
/** Where else than at the HTTP door a source may deliver. */
export type ListenerKind = (typeof listenerKinds)[number]

export type ListenerView = {
  readonly id: string
  readonly source: SourceId
  readonly kind: ListenerKind
  readonly port: number | null
  /** SHA-256 of the client's certificate, lower-case hex. */
  readonly certificateHash: string | null
  readonly createdAt: Instant
}

/** Which listeners a source of this format may have: lines are read as lines, mails as mails. */
export function listenersFor(adapter: string): readonly ListenerKind[] {
  if (adapter === "mail") return ["mail"]
  return adapter === "syslog" || adapter === "cef" ? ["syslog-tcp", "syslog-udp", "syslog-tls"] : []
}

/**
 * How a listener does, as the receivers say it: each holds an advisory lock of the database with the number of the state
 * and the listener, for as long as it lives. Without any, no receiver runs or its source is paused.
 */
export const listenerStates = {
  listening: 71_001,
  "in-use": 71_002,
  forbidden: 71_003,
  taken: 71_004,
  outside: 71_005,
  /** The door it needs is not configured. */
  off: 71_006,
  failed: 71_007,
} as const
export type ListenerState = keyof typeof listenerStates

/** The lock that says a port has been given to a client; its second number is the port. */
export const portLock = 71_010
