import type { ListenerState } from "#app/domain/sources/listener.ts"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { ReceiverLog } from "../complaints.ts"
import type { Credential } from "../credentials.ts"
import type { InboxRow } from "../inbox-row.ts"
import type { HeldBytes } from "../held-bytes.ts"
import type { Line } from "../line.ts"
import type { ListenerConfig } from "../listener-config.ts"
import { type Assignment, assignListeners } from "./assign.ts"
import { Connections } from "./connections.ts"
import { type Door, openTcp, openTls, stateOfError } from "./doors.ts"
import { Intake } from "./intake.ts"
import { announce, selectListeners } from "./rows.ts"
import { openUdp } from "./udp.ts"

type Parts = {
  readonly config: Omit<ListenerConfig, "mail">
  readonly log: ReceiverLog
  /** Answers what is asked of the database. */
  readonly reader: Line
  /** A connection of its own: its locks tell how the listeners do. */
  readonly session: Line
  readonly credentialOf: (hash: string) => Credential | undefined
  /** How the door for mails does. */
  readonly mailState: () => ListenerState
  readonly accept: (row: InboxRow, bytes: number) => Promise<string>
  readonly held: HeldBytes
  /** Counts datagrams that were dropped. */
  readonly onDrop: (source: { tenantId: TenantId; sourceId: SourceId }, count: number) => void
}

/** The ports of syslog: opened and closed as listeners are added, paused and removed, without a restart. */
export class Listeners {
  readonly #parts: Parts
  readonly #intake: Intake
  readonly connections: Connections
  readonly #doors = new Map<string, { readonly port: number; readonly door: Door }>()
  readonly #certificates = new Map<string, string>()
  #tls: { readonly door: Door | null; readonly state: ListenerState } = { door: null, state: "off" }
  #following: Promise<void> | null = null
  #again = false
  #stopped = false

  constructor(parts: Parts) {
    this.#parts = parts
    this.#intake = new Intake(parts)
    this.connections = new Connections(this.#intake)
  }

  /** Messages that were read and are not stored yet. */
  get held(): number {
    return this.#intake.held
  }

  /** Looks what listeners there are and does what changed. Calls during a look share one more after it. */
  follow(): Promise<void> {
    this.#again = true
    this.#following ??= this.#followAll().finally(() => (this.#following = null))
    return this.#following
  }

  /** Closes the ports, takes leave of the senders, and stores what they had sent. */
  async stop(withinMs = 8_000): Promise<void> {
    this.#stopped = true
    await this.#following
    const timer = setTimeout(() => this.#intake.giveUp(), withinMs)
    const doors = [...this.#doors.values()].map(({ door }) => door)
    const closed = Promise.all([...doors, ...(this.#tls.door ? [this.#tls.door] : [])].map((d) => d.close()))
    await this.connections.endAll()
    await closed
    clearTimeout(timer)
    await this.#parts.session.end()
  }

  async #followAll(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false
      await this.#step().catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error)
        this.#parts.log.error({ reason }, "the listeners could not be looked up; those of before go on")
      })
    }
  }

  async #step(): Promise<void> {
    const { reader, session, config, credentialOf } = this.#parts
    const found = await reader.ask(selectListeners)
    const rows = found.map((row) => ({
      ...row,
      live: row.kept && credentialOf(row.credential) !== undefined,
    }))
    const assigned = assignListeners(rows, config.ports)
    await this.#closeOthers(assigned)
    await this.#openTls(assigned)
    const states = new Map<string, ListenerState>()
    for (const each of assigned) {
      const state = await this.#stateOf(each)
      if (state) states.set(each.row.id, state)
    }
    this.connections.endUnless((hash) => credentialOf(hash) !== undefined)
    const given = rows.flatMap(({ port }) => port ?? [])
    await session.ask((sql) => announce(sql, states, given))
  }

  async #closeOthers(assigned: readonly Assignment[]): Promise<void> {
    const wanted = new Map(
      assigned.filter((a) => a.verdict === "open").map(({ row }) => [row.id, row] as const),
    )
    for (const [id, { port, door }] of this.#doors) {
      if (wanted.get(id)?.port === port) continue
      this.#doors.delete(id)
      // Its connections end with their credential, or when they close.
      void door.close()
    }
    this.#certificates.clear()
    for (const { kind, certificate, credential } of wanted.values())
      if (kind === "syslog-tls" && certificate) this.#certificates.set(certificate, credential)
  }

  async #stateOf({ row, verdict }: Assignment): Promise<ListenerState | null> {
    if (verdict === "paused") return null
    if (verdict !== "open") return verdict
    if (row.kind === "mail") return this.#parts.mailState()
    if (row.kind === "syslog-tls") return this.#tls.state
    if (row.port === null) return "failed"
    if (this.#doors.has(row.id)) return "listening"
    try {
      const door = await this.#open(row.kind === "syslog-udp", row.port, row.credential)
      this.#doors.set(row.id, { port: row.port, door })
      return "listening"
    } catch (error) {
      return this.#stateAfter(error, row.port)
    }
  }

  #open(isUdp: boolean, port: number, credentialHash: string): Promise<Door> {
    const { host } = this.#parts.config
    if (!isUdp) return openTcp(host, port, (socket) => this.connections.admit(socket, credentialHash))
    const onDrop = (count: number) => {
      const source = this.#parts.credentialOf(credentialHash)
      if (source) this.#parts.onDrop(source, count)
    }
    return openUdp({ host, port, credentialHash, intake: this.#intake, onDrop })
  }

  async #openTls(assigned: readonly Assignment[]): Promise<void> {
    const { tls, host } = this.#parts.config
    if (!tls || this.#tls.door || !assigned.some(({ row }) => row.kind === "syslog-tls")) return
    try {
      const door = await openTls(host, tls.port, tls, (socket, certificate) => {
        const credential = certificate === null ? undefined : this.#certificates.get(certificate)
        if (credential) return this.connections.admit(socket, credential)
        this.connections.endings.refused++
        socket.on("error", () => {})
        socket.destroy()
      })
      this.#tls = { door, state: "listening" }
    } catch (error) {
      this.#tls = { door: null, state: this.#stateAfter(error, tls.port) }
    }
  }

  #stateAfter(error: unknown, port: number): ListenerState {
    const code = error instanceof Error && "code" in error ? String(error.code) : ""
    this.#parts.log.error({ port, code }, "a listener's port could not be opened")
    return stateOfError(error)
  }
}
