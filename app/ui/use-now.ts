import { useSyncExternalStore } from "react"

/** One timer for the page, however many clocks are on it: every second while one of them ticks, else every 15 seconds. */
const listeners = new Set<() => void>()
let now = 0
let skew = 0
let ticking = 0
let timer: ReturnType<typeof setTimeout> | undefined

function schedule(): void {
  clearTimeout(timer)
  if (listeners.size === 0) return
  timer = setTimeout(
    () => {
      now = Date.now() + skew
      for (const listener of listeners) listener()
      schedule()
    },
    ticking > 0 ? 1000 : 15_000,
  )
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) now = Date.now() + skew
  listeners.add(listener)
  schedule()
  return () => {
    listeners.delete(listener)
    schedule()
  }
}

/** Corrects this browser's clock by what the server said the time was. @param serverNow epoch milliseconds */
export function syncClock(serverNow: number): void {
  skew = serverNow - Date.now()
}

/** While a component counts seconds the shared timer runs every second. Call the answer to let go. */
export function keepTicking(): () => void {
  ticking++
  if (ticking === 1) schedule()
  return () => {
    ticking--
  }
}

/** The time, moving. @param atRender the server's time, which the first paint and the server's HTML both use */
export function useNow(atRender: number): number {
  const current = useSyncExternalStore(
    subscribe,
    () => now,
    () => 0,
  )
  return Math.max(current, atRender)
}
