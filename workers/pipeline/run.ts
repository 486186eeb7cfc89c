import postgres from "postgres"
import { databaseConfig, loginUrl } from "#db/config.ts"
import { batchSize, drainOnce, isTransient, type PipelineLog } from "./drain.ts"

export type Pipeline = {
  /** Finishes the batches under way, then ends. */
  readonly stop: () => Promise<void>
}

/** How long an idle lane waits when no word comes: a lost NOTIFY costs this much. */
const idleMilliseconds = 250
const lanes = 2

/**
 * Starts the inbox's consumers: a lane drains while there is work and sleeps until the receiver wakes it. The second joins
 * only while batches come full: lanes that share a small backlog wait for each other's alerts and are slower than one.
 */
export async function startPipeline(log: PipelineLog): Promise<Pipeline> {
  const bell = new Bell()
  const listener = postgres(loginUrl(databaseConfig(), "portal_worker"), { max: 1, onnotice: () => {} })
  // A listener that cannot connect yet only makes the lanes poll.
  void listener
    .listen(
      "inbox",
      () => bell.ring(),
      () => bell.ring(),
    )
    .catch(() => {})
  let running = true
  let isBehind = false
  const lane = async (isFirst: boolean) => {
    while (running) {
      if (!isFirst && !isBehind) {
        await bell.wait(idleMilliseconds)
        continue
      }
      const done = await drainOnce(log).catch(async (error: unknown) => {
        if (!isTransient(error)) log.error({ error }, "the inbox could not be drained; trying again")
        return 0
      })
      isBehind = done >= batchSize
      if (done === 0 && running) await bell.wait(idleMilliseconds)
    }
  }
  const work = Array.from({ length: lanes }, (_, i) => lane(i === 0))
  return {
    async stop() {
      running = false
      bell.ring()
      await Promise.all(work)
      await listener.end({ timeout: 1 })
    },
  }
}

/** Wakes every waiting lane at once. */
class Bell {
  #waiting = new Set<() => void>()

  ring(): void {
    for (const wake of this.#waiting) wake()
  }

  wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        this.#waiting.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, milliseconds)
      this.#waiting.add(wake)
    })
  }
}
