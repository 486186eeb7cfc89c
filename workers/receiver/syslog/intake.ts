import { createHash } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { newId } from "#app/kernel/ids.ts"
import { Refusal } from "../answer.ts"
import type { Credential } from "../credentials.ts"
import { type InboxRow, inboxRow } from "../inbox-row.ts"
import type { HeldBytes } from "../held-bytes.ts"
import { bodyOf, portionsOf } from "./body.ts"
import { retryMs } from "./limits.ts"

type Parts = {
  /** The live credential with this hash, as memory has it. */
  readonly credentialOf: (hash: string) => Credential | undefined
  readonly accept: (row: InboxRow, bytes: number) => Promise<string>
  readonly held: HeldBytes
}

/** Stores what was read from a listener: it tries until the database has it, for nobody would send it again. */
export class Intake {
  readonly #parts: Parts
  readonly #givingUp = new AbortController()
  /** Messages that were read and are on their way to the database. */
  held = 0

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /**
   * Stores messages of one listener in their order.
   *
   * @returns false when the listener's credential ended meanwhile: nothing more of it is wanted
   * @throws Error when the receiver ends and the database is still away
   */
  async store(credentialHash: string, messages: readonly Buffer[]): Promise<boolean> {
    this.held += messages.length
    try {
      for (const portion of portionsOf(messages))
        if (!(await this.#storePortion(credentialHash, portion))) return false
      return true
    } finally {
      this.held -= messages.length
    }
  }

  /** Ends the tries of what cannot be stored. */
  giveUp(): void {
    this.#givingUp.abort(new Error("the receiver ends"))
  }

  async #storePortion(hash: string, messages: readonly Buffer[]): Promise<boolean> {
    const { contentType, body } = bodyOf(messages)
    const id = newId<"delivery">()
    // A commit whose answer was lost is tried again: under its own key it is not stored twice.
    const key = createHash("sha256").update(id).digest("hex")
    for (let wait: number = retryMs.first; ; wait = Math.min(wait * 2, retryMs.longest)) {
      const credential = this.#parts.credentialOf(hash)
      if (!credential) return false
      const row = inboxRow(credential, { id, contentType, encoding: body.encoding, body: body.text, key })
      const outcome = await this.#try(row, body.bytes, credential)
      if (outcome !== "again") return outcome === "stored"
      await pause(wait, undefined, { signal: this.#givingUp.signal })
    }
  }

  async #try(row: InboxRow, bytes: number, { bucket }: Credential): Promise<"stored" | "ended" | "again"> {
    const share = this.#parts.held.share(row.source)
    if (!share.take(bytes) || bucket.take(performance.now()) > 0) {
      share.release()
      return "again"
    }
    try {
      await this.#parts.accept(row, bytes)
      return "stored"
    } catch (error) {
      return error instanceof Refusal && error.status === 401 ? "ended" : "again"
    } finally {
      share.release()
    }
  }
}
