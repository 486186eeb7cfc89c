import { useCallback, useEffect, useReducer, useRef } from "react"
import { type LiveChange, useChanges } from "#app/live/live-provider.tsx"
import { isBehind, type LiveEvent, type LiveList, liveList, startList } from "./live-list.ts"
import type { QueueRow } from "./row.ts"

/** Changes are gathered this long, so that a burst costs a few requests a second. */
const gatherMilliseconds = 300
/** An idle list at its top brings itself up to date after this long. */
const idleMilliseconds = 2000

/**
 * The queue's list under the live stream. `held` says that somebody is working in it: then nothing is applied until they
 * ask.
 */
export function useLiveQueue(
  loaded: readonly QueueRow[],
  query: string,
  held: () => boolean,
): { readonly list: LiveList; readonly dispatch: (event: LiveEvent) => void } {
  const [list, dispatch] = useReducer(liveList, loaded, startList)
  const ids = useRef(new Set<string>())
  /** True after a gap in the stream: alerts may have come that nobody named. */
  const gap = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => dispatch({ type: "reset", rows: loaded }), [loaded])

  const lookUp = useCallback(async () => {
    timer.current = undefined
    if (gap.current) {
      gap.current = false
      const head = await ask(query, { top: "1" })
      if (head) dispatch({ type: "fetched", ...head })
    }
    const some = [...ids.current].slice(0, 200)
    for (const id of some) ids.current.delete(id)
    if (some.length > 0) {
      const answer = await ask(query, { ids: some.join(",") })
      if (answer) dispatch({ type: "fetched", ...answer })
      else for (const id of some) ids.current.add(id)
    }
    if (ids.current.size > 0) timer.current ??= setTimeout(() => void lookUp(), gatherMilliseconds)
  }, [query])

  useChanges((change: LiveChange) => {
    if (change.kind === "incident" || change.kind === "maintenance") return
    if (change.ids.length === 0) gap.current = true
    for (const id of change.ids.length > 0 ? change.ids : list.rows.map((row) => row.id)) ids.current.add(id)
    timer.current ??= setTimeout(() => void lookUp(), gatherMilliseconds)
  })
  useEffect(() => () => clearTimeout(timer.current), [])

  const behind = isBehind(list)
  useEffect(() => {
    if (!behind) return
    const idle = setInterval(() => held() || dispatch({ type: "apply" }), idleMilliseconds)
    return () => clearInterval(idle)
  }, [behind, held])

  return { list, dispatch }
}

type Fetched = { readonly rows: readonly QueueRow[]; readonly listed: ReadonlySet<string> }

async function ask(query: string, more: Readonly<Record<string, string>>): Promise<Fetched | null> {
  const params = new URLSearchParams(query)
  params.delete("after")
  for (const [key, value] of Object.entries(more)) params.set(key, value)
  const answer = await fetch(`/ops/queue/rows?${params}`, { headers: { accept: "application/json" } }).catch(
    () => null,
  )
  if (!answer?.ok) return null
  const { rows, listed } = (await answer.json()) as { rows: QueueRow[]; listed: string[] }
  return { rows, listed: new Set(listed) }
}
