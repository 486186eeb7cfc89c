import { AsyncLocalStorage } from "node:async_hooks"

/** Where a piece of work came from, as the server saw it arrive. */
export type RequestOrigin = {
  readonly address: string | null
  readonly userAgent: string | null
  readonly requestId: string
  /** Path without its query, with `:id` for every id: which screen or operation it was. */
  readonly screen: string
}

const current = new AsyncLocalStorage<RequestOrigin>()

/** Runs the handling of one request; every audit entry written on the way says where it came from. */
export function withOrigin<T>(origin: RequestOrigin, work: () => T): T {
  return current.run(origin, work)
}

/** The request being handled, or undefined: the work of workers and of the command line has none. */
export function currentOrigin(): RequestOrigin | undefined {
  return current.getStore()
}
