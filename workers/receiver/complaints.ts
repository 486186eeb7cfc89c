export type ReceiverLog = { readonly error: (what: object, message: string) => void }

const pauseMs = 10_000

/**
 * Says that deliveries could not be stored, once in a while: a database that is away fails thousands a second. Code and
 * message only, for what else Postgres says of an error may quote a delivery.
 */
export function complaintsOf(log: ReceiverLog): (error: unknown, rows: number) => void {
  let last = Number.NEGATIVE_INFINITY
  return (error, rows) => {
    const now = performance.now()
    if (now - last < pauseMs) return
    last = now
    const code = error instanceof Error && "code" in error ? error.code : undefined
    const reason = error instanceof Error ? error.message : String(error)
    log.error({ code, reason, rows }, "deliveries could not be stored; their senders were told to come again")
  }
}
