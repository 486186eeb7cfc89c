import type { Socket } from "node:net"
import { type Ending, serveConnection } from "./connection.ts"
import type { Intake } from "./intake.ts"
import { maxConnections } from "./limits.ts"

type Open = {
  readonly credentialHash: string
  readonly ending: AbortController
  readonly done: Promise<void>
}

/** Every connection of every listener: how many there may be, and how they end. */
export class Connections {
  readonly #intake: Intake
  readonly #open = new Set<Open>()
  /** How connections ended, and how many were refused because there were too many. */
  readonly endings: Record<Ending | "refused", number> = {
    closed: 0,
    framing: 0,
    revoked: 0,
    idle: 0,
    lost: 0,
    refused: 0,
  }

  constructor(intake: Intake) {
    this.#intake = intake
  }

  get size(): number {
    return this.#open.size
  }

  /** Serves a sender, or closes the connection at once where there are too many. */
  admit(socket: Socket, credentialHash: string): void {
    socket.on("error", () => {})
    const same = [...this.#open].filter((open) => open.credentialHash === credentialHash).length
    if (same >= maxConnections.perListener || this.#open.size >= maxConnections.all) {
      this.endings.refused++
      socket.destroy()
      return
    }
    const ending = new AbortController()
    const done = serveConnection(socket, credentialHash, this.#intake, ending.signal).then(
      (how) => void this.endings[how]++,
      () => void this.endings.lost++,
    )
    const open: Open = { credentialHash, ending, done }
    this.#open.add(open)
    void done.then(() => this.#open.delete(open))
  }

  /** Ends the connections whose listener takes nothing any more. */
  endUnless(isLive: (credentialHash: string) => boolean): void {
    for (const open of this.#open) if (!isLive(open.credentialHash)) open.ending.abort()
  }

  /** Takes leave of everybody and waits until what they sent is stored. */
  async endAll(): Promise<void> {
    for (const open of this.#open) open.ending.abort()
    await Promise.all([...this.#open].map((open) => open.done))
  }
}
