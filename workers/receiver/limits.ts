/** Bounds of one request. @see docs/api.md, "Ingest" */
export const maxCompressedBytes = 1024 * 1024
export const maxInflatedBytes = 8 * 1024 * 1024

/** What bodies may hold of memory at the same time, from their first byte to their answer: all of them, and one source's. */
export const heldBytes = { total: 96 * 1024 * 1024, perSource: 24 * 1024 * 1024 } as const

/**
 * A sender that is slower than this is cut off, so that slow senders cannot hold the door: within a minute, for the
 * server looks at them every `checkEveryMs` only.
 */
export const slowSender = { headersMs: 20_000, requestMs: 50_000, checkEveryMs: 5_000 } as const

/**
 * An idle connection is kept for so long: longer than senders and proxies keep theirs (a minute, mostly). Who closes first
 * must be the one who sends, or a delivery meets a connection that was closed a moment ago and is reset.
 */
export const idleMs = 65_000

/** A refused sender may go on writing for so long before its connection is closed under it. */
export const lingerMs = 5_000

/** What one flush holds at most, and what may wait for one. Beyond it senders are told to come back. */
export const flush = { rows: 500, bytes: 1024 * 1024 } as const
export const waiting = { rows: 10_000, bytes: 16 * 1024 * 1024 } as const

/** A NOTIFY takes a lock of the whole database at commit: workers are woken this often at most. */
export const wakesPerSecond = 100

/** The server gives up on a statement before the receiver gives up on the server: then its outcome is known. */
export const statementTimeoutMs = 8_000
export const answerWithinMs = 10_000
export const probeWithinMs = 2_000
export const lookWithinMs = 500

/** Credentials are read anew this often even when nothing was heard: no lost word lives longer. */
export const reloadEveryMs = 30_000
export const reloadAgainMs = 1_000

/** Tokens that may wait for their look in the database. */
export const maxAsking = 10_000

/** Seconds a refused sender is asked to wait. */
export const retryAfterSeconds = 2

/** Deliveries a second over all sources of one client, where `INGEST_CLIENT_RATE` says nothing else. */
export const defaultClientRate = 1_000

/** A client may send so many seconds' worth of its rate at once. */
export const clientBurstSeconds = 10

/**
 * What a source with more than `parallel` requests under way sends above `freePerSecond` is answered later while its client's
 * oldest waiting delivery is more than `lateMs` old: by as much as it is older, `holdMs` at most. Who looks how old it is does
 * so every `lookEveryMs`; an inbox nothing was taken from for `stillMs` has nobody at work on it.
 */
export const backpressure = {
  ...{ parallel: 8, freePerSecond: 50, lateMs: 20, holdMs: 1_000 },
  ...{ lookEveryMs: 25, stillMs: 2_000 },
} as const
