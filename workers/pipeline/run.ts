import postgres from "postgres"
import { databaseConfig, loginUrl } from "#db/config.ts"
import { drainLanes, isTransient, type PipelineLog } from "./drain.ts"
import { deepConsumers, type Depth } from "./store/inbox.ts"

export type Pipeline = {
  /** Finishes the batches under way, then ends. */
  readonly stop: () => Promise<void>
}

/** How long an idle consumer waits when no word comes: a lost NOTIFY costs this much. */
const idleMilliseconds = 250

/**
 * Starts the inbox's consumers. One serves the lanes where little waits, in small batches, and is woken by the receiver;
 * the others the lanes where much waits, and are woken by the first. A client that floods, or whose backlog is a million
 * deep, thus keeps one of them busy and nobody waiting.
 */
export async function startPipeline(log: PipelineLog): Promise<Pipeline> {
  const bell = new Bell()
  const deepBells = Array.from({ length: deepConsumers }, () => new Bell())
  const listener = postgres(loginUrl(databaseConfig(), "portal_worker"), { max: 1, onnotice: () => {} })
  // A listener that cannot connect yet only makes the consumers poll.
  void listener
    .listen(
      "inbox",
      () => bell.ring(),
      () => bell.ring(),
    )
    .catch(() => {})
  let running = true
  const consume = async (depth: Depth, wake: Bell) => {
    while (running) {
      const { settled, deepWaits } = await drainLanes(log, depth).catch((error: unknown) => {
        if (!isTransient(error)) log.error({ error }, "the inbox could not be drained; trying again")
        return { settled: 0, deepWaits: false }
      })
      if (deepWaits && depth === "shallow") for (const deepBell of deepBells) deepBell.ring()
      if (settled === 0 && running) await wake.wait(idleMilliseconds)
    }
  }
  const work = [consume("shallow", bell), ...deepBells.map((deepBell) => consume("deep", deepBell))]
  return {
    async stop() {
      running = false
      for (const each of [bell, ...deepBells]) each.ring()
      await Promise.all(work)
      await listener.end({ timeout: 1 })
    },
  }
}

/** Wakes its one consumer; a ring that nobody waited for is heard at the next wait. */
class Bell {
  #rung = false
  #wake: (() => void) | null = null

  ring(): void {
    this.#rung = true
    this.#wake?.()
  }

  async wait(milliseconds: number): Promise<void> {
    if (!this.#rung)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds)
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    this.#wake = null
    this.#rung = false
  }
}
