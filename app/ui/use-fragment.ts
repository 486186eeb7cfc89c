import { useSyncExternalStore } from "react"

const subscribe = (listener: () => void) => {
  addEventListener("hashchange", listener)
  return () => removeEventListener("hashchange", listener)
}

/**
 * What stands behind the `#` of the address: browsers send it to nobody, so links in mails carry their secret there.
 *
 * @returns undefined on the server and until the page is alive; empty where there is none
 */
export function useFragment(): string | undefined {
  return useSyncExternalStore(
    subscribe,
    () => location.hash.slice(1),
    () => undefined,
  )
}
