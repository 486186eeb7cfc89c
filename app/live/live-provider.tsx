import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from "react"
import { syncClock } from "#app/ui/use-now.ts"

/** A change as the stream tells it; without ids it means "look again". */
export type LiveChange = {
  readonly kind: "alert" | "incident" | "maintenance" | "all"
  readonly ids: readonly string[]
  readonly added: readonly string[]
}

export type Connection = { readonly state: "live" | "reconnecting" | "stale"; readonly since: number }

type Live = {
  readonly connection: Connection
  readonly subscribe: (listener: (change: LiveChange) => void) => () => void
}

const LiveContext = createContext<Live>({
  connection: { state: "reconnecting", since: 0 },
  subscribe: () => () => {},
})

/** Without a word for this long the screen says that it may be out of date. */
const staleAfter = 30_000

/** Holds the page's one stream of changes and says how fresh it is. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const listeners = useRef(new Set<(change: LiveChange) => void>())
  const [connection, setConnection] = useState<Connection>({ state: "reconnecting", since: 0 })

  useEffect(() => {
    const source = new EventSource("/events")
    let stale: ReturnType<typeof setTimeout> | undefined
    const tell = (change: LiveChange) => {
      for (const listener of listeners.current) listener(change)
    }
    const alive = () => {
      clearTimeout(stale)
      setConnection((before) => (before.state === "live" ? before : { state: "live", since: Date.now() }))
    }
    source.addEventListener("hello", (event) => {
      syncClock(Date.parse((JSON.parse(event.data) as { now: string }).now))
      alive()
    })
    source.addEventListener("change", (event) => {
      alive()
      tell(JSON.parse(event.data) as LiveChange)
    })
    source.addEventListener("look-again", () => {
      alive()
      tell({ kind: "all", ids: [], added: [] })
    })
    source.onerror = () => {
      setConnection((before) =>
        before.state === "live" ? { state: "reconnecting", since: Date.now() } : before,
      )
      clearTimeout(stale)
      stale = setTimeout(() => setConnection((before) => ({ ...before, state: "stale" })), staleAfter)
    }
    return () => {
      clearTimeout(stale)
      source.close()
    }
  }, [])

  const value = useMemo(
    () => ({
      connection,
      subscribe(listener: (change: LiveChange) => void) {
        listeners.current.add(listener)
        return () => {
          listeners.current.delete(listener)
        }
      },
    }),
    [connection],
  )
  return <LiveContext value={value}>{children}</LiveContext>
}

export function useConnection(): Connection {
  return use(LiveContext).connection
}

/** Calls back for every change while the component is on screen. */
export function useChanges(onChange: (change: LiveChange) => void): void {
  const { subscribe } = use(LiveContext)
  const current = useRef(onChange)
  current.current = onChange
  useEffect(() => subscribe((change) => current.current(change)), [subscribe])
}
