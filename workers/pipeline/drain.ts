import type { DeliveryId } from "#app/kernel/ids.ts"
import { inInbox } from "#db/inbox-door.ts"
import { applyBatch } from "./apply.ts"
import { Attempts, isOutage, maxAttempts } from "./attempts.ts"
import type { ClaimedDelivery } from "./incoming.ts"
import { RacedWithAnotherWorker } from "./raced.ts"
import { readDelivery } from "./read-delivery.ts"
import { loadSettings, noSettings } from "./settings.ts"
import { claim, claimThese, type Depth, type InboxPlace } from "./store/inbox.ts"

/** Where the pipeline reports what it cannot tell anybody else. */
export type PipelineLog = { readonly error: (what: object, message: string) => void }

/** Deliveries a batch takes at most: 200 already reach most of what 1,000 would. */
export const batchSize = 500

/**
 * Deliveries whose very quarantine failed. They stay in the inbox; this process leaves them alone until it restarts, so
 * that they cannot hold up the rest.
 */
const stuck = new Set<DeliveryId>()
const attempts = new Attempts()
/** Times one batch may lose to the moment (a race, a deadlock) before its deliveries are tried apart. */
const batchTries = 3
/** Failures in a row of the batch that begins with this delivery. */
let struggling: { readonly first: DeliveryId; readonly failures: number } | null = null

/** What a batch came to. */
export type Drained = {
  readonly settled: number
  /** Some lane holds more than a small batch: worth a consumer of its own. */
  readonly deepWaits: boolean
}

/**
 * Takes deliveries from the inbox, an equal part of each client's oldest, and gives them their effect. Gives how many it
 * settled; 0 when there was nothing to do.
 *
 * @throws when the database itself fails: the caller waits and tries again, and nothing is lost.
 */
export async function drainOnce(log: PipelineLog, size = batchSize): Promise<number> {
  return (await drainLanes(log, "any", size)).settled
}

/** The same for the lanes of one depth. */
export async function drainLanes(log: PipelineLog, depth: Depth, size = batchSize): Promise<Drained> {
  let taken: readonly InboxPlace[] = []
  let deepWaits = false
  try {
    const drained = await inInbox(async (tx) => {
      const found = await claim(tx, size, [...stuck, ...attempts.waiting(Date.now())], depth)
      taken = found.deliveries.map(({ id, lane }) => ({ id, lane }))
      deepWaits = found.deepWaits
      await applyAll(tx, found.deliveries)
      return { settled: taken.length, deepWaits }
    })
    struggling = null
    attempts.succeed(taken.map(({ id }) => id))
    return drained
  } catch (error) {
    const [first] = taken
    if (!first || isOutage(codeOf(error))) throw error
    if (isTransient(error) && !isStruggling(first.id)) throw error
    return { settled: await isolate(taken, error, log), deepWaits }
  }
}

/** Whether the same batch failed so often that one of its deliveries must be what the others wait for. */
function isStruggling(first: DeliveryId): boolean {
  struggling = { first, failures: struggling?.first === first ? struggling.failures + 1 : 1 }
  return struggling.failures >= batchTries
}

/** Gives deliveries their effect by the settings of now, in the caller's transaction. */
export async function applyAll(
  tx: Parameters<typeof applyBatch>[0],
  deliveries: readonly ClaimedDelivery[],
): Promise<void> {
  if (deliveries.length === 0) return
  const [, settings] = await Promise.all([
    tx.narrowTo([...new Set(deliveries.map((d) => d.tenantId))]),
    loadSettings(tx, deliveries),
  ])
  await applyBatch(
    tx,
    deliveries.map((delivery) => readDelivery(delivery, settings)),
    settings,
  )
}

/**
 * Halves a failing batch until the delivery that fails stands alone. That one goes to quarantine with its reason: at once
 * where the fault is its own, else after its last try.
 */
async function isolate(places: readonly InboxPlace[], error: unknown, log: PipelineLog): Promise<number> {
  const [only] = places
  if (only && places.length === 1) {
    if (!isTransient(error)) return quarantine(places, error, log)
    return attempts.fail(only.id, Date.now())
      ? quarantine(places, new Error(`failed ${maxAttempts} times: ${reasonOf(error)}`), log)
      : 0
  }
  const middle = Math.ceil(places.length / 2)
  let done = 0
  for (const half of [places.slice(0, middle), places.slice(middle)]) done += await applyThese(half, log)
  return done
}

async function applyThese(places: readonly InboxPlace[], log: PipelineLog): Promise<number> {
  try {
    const done = await inInbox(async (tx) => {
      const deliveries = await claimThese(tx, places)
      await applyAll(tx, deliveries)
      return deliveries.length
    })
    attempts.succeed(places.map(({ id }) => id))
    return done
  } catch (error) {
    if (isOutage(codeOf(error))) throw error
    return isolate(places, error, log)
  }
}

async function quarantine(places: readonly InboxPlace[], cause: unknown, log: PipelineLog): Promise<number> {
  const ids = places.map(({ id }) => id)
  log.error(
    { deliveries: ids, cause: reasonOf(cause) },
    "a delivery could not be processed; it goes to quarantine",
  )
  try {
    return await inInbox(async (tx) => {
      const deliveries = await claimThese(tx, places)
      const note = `processing failed: ${reasonOf(cause)}`.slice(0, 500)
      if (deliveries.length > 0)
        await applyBatch(
          tx,
          deliveries.map((delivery) => ({ delivery, outcome: "quarantined", note, events: [] })),
          noSettings,
        )
      return deliveries.length
    })
  } catch (error) {
    if (isTransient(error)) throw error
    for (const id of ids) stuck.add(id)
    log.error(
      { deliveries: ids, cause: reasonOf(error) },
      "a delivery could not even be quarantined; it stays in the inbox",
    )
    return 0
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message : String(cause)
}

/**
 * Faults of the moment, not of the delivery: a lost race, a deadlock, a serialisation failure, a lock that was not to be
 * had, no connection, a server that shuts down or runs out of disk or memory. The same batch is worth another try.
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof RacedWithAnotherWorker) return true
  const code = codeOf(error)
  return isOutage(code) || /^(40|55P03|57014)/.test(code)
}

function codeOf(error: unknown): string {
  const inner = error instanceof Error && error.cause ? error.cause : error
  return typeof inner === "object" && inner !== null && "code" in inner ? String(inner.code) : ""
}
