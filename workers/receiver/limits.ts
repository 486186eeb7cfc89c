/** Bounds of one request. @see docs/api.md, "Ingest" */
export const maxCompressedBytes = 1024 * 1024
export const maxInflatedBytes = 8 * 1024 * 1024

/** A sender that is slower than this is cut off, so that slow senders cannot hold the door. */
export const headersTimeoutMs = 20_000
export const requestTimeoutMs = 60_000

/** What one flush holds at most, and what may wait for one. Beyond it senders are told to come back. */
export const flush = { rows: 500, bytes: 1024 * 1024 } as const
export const waiting = { rows: 10_000, bytes: 16 * 1024 * 1024 } as const

/** A NOTIFY takes a lock of the whole database at commit: workers are woken this often at most. */
export const wakesPerSecond = 100

/** Seconds a refused sender is asked to wait. */
export const retryAfterSeconds = 2
