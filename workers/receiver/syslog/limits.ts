/** Messages and bytes of them that make one delivery at most; an adapter reads up to 10,000 events. */
export const perDelivery = { messages: 1000, bytes: 512 * 1024 } as const

/** Connections at the same time: of one listener, and of all together. Each may hold one chunk and one half message. */
export const maxConnections = { perListener: 200, all: 1000 } as const

/** A connection that says nothing for so long is closed; dead peers are noticed sooner by TCP's own probes. */
export const idleMs = 60 * 60 * 1000
export const probeAfterMs = 60 * 1000

/** How long connections may finish what they send when the receiver ends. */
export const goodbyeMs = 3_000

/** Pauses between tries to store what was read, growing while the database is away. */
export const retryMs = { first: 100, longest: 2_000 } as const

/** Datagrams that wait to be stored, for each listener. What comes beyond is dropped and counted. */
export const datagrams = { messages: 5_000, bytes: 4 * 1024 * 1024, gatherMs: 100 } as const
