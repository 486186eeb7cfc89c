import postgres from "postgres"
import { databaseConfig, loginUrl } from "#db/config.ts"
import { type Change, changeChannel } from "#app/domain/changes/change.ts"
import { sessionChannel } from "#app/auth/sessions.store.server.ts"
import { EventLog, type LoggedChange } from "./event-log.ts"

type Subscriber = (change: LoggedChange) => void

/** One listening connection for the whole process, fanned out to every open stream. */
class Hub {
  readonly log = new EventLog()
  #subscribers = new Set<Subscriber>()
  readonly #sessions = new Set<(userId: string) => void>()
  #listener: postgres.Sql | undefined

  /** Calls back for every change from now on, whatever its tenant: the stream checks who may know. */
  subscribe(subscriber: Subscriber): () => void {
    this.#listen()
    this.#subscribers.add(subscriber)
    return () => this.#subscribers.delete(subscriber)
  }

  /** Calls back with the id of whoever's sessions or rights changed. */
  onSessions(subscriber: (userId: string) => void): () => void {
    this.#listen()
    this.#sessions.add(subscriber)
    return () => this.#sessions.delete(subscriber)
  }

  #listen(): void {
    if (this.#listener) return
    this.#listener = postgres(loginUrl(databaseConfig(), "portal_web"), { max: 1, onnotice: () => {} })
    // After a lost connection nobody knows what was missed: everybody looks again.
    void this.#listener
      .listen(
        changeChannel,
        (message) => this.#tell(JSON.parse(message) as Change),
        () => this.#tellAll(),
      )
      .catch(() => {})
    void this.#listener
      .listen(sessionChannel, (userId) => {
        for (const subscriber of this.#sessions) subscriber(userId)
      })
      .catch(() => {})
  }

  #tell(change: Change): void {
    const logged = this.log.add(change)
    for (const subscriber of this.#subscribers) subscriber(logged)
  }

  #tellAll(): void {
    const logged = this.log.restart()
    for (const subscriber of this.#subscribers) subscriber(logged)
  }

  async close(): Promise<void> {
    this.#subscribers.clear()
    this.#sessions.clear()
    await this.#listener?.end({ timeout: 1 })
    this.#listener = undefined
  }
}

export const hub = new Hub()
