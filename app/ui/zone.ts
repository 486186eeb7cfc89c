import { useSyncExternalStore } from "react"

/** In which zone moments are written: the reader's own, or UTC. The choice stays in this browser. */
export type Zone = "mine" | "utc"

const key = "watchfloor-zone"
const listeners = new Set<() => void>()

/** The zone of this browser's moments; UTC on the server and until the page is alive. */
export function useZone(): Zone {
  return useSyncExternalStore(subscribe, read, () => "utc")
}

/** From one's own zone to UTC and back. @returns the zone from now on */
export function cycleZone(): Zone {
  const next = read() === "mine" ? "utc" : "mine"
  localStorage.setItem(key, next)
  for (const listener of listeners) listener()
  return next
}

function read(): Zone {
  return localStorage.getItem(key) === "utc" ? "utc" : "mine"
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Date, time to the second and zone: `2026-11-21 08:15:02 GMT+1`. @param at ISO 8601, UTC */
export function momentText(at: string, zone: Zone): string {
  if (zone === "utc") return `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`
  const parts = new Intl.DateTimeFormat("en-CA", {
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
    ...{ second: "2-digit", hourCycle: "h23", timeZoneName: "short" },
  }).formatToParts(new Date(at))
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ""
  return `${of("year")}-${of("month")}-${of("day")} ${of("hour")}:${of("minute")}:${of("second")} ${of("timeZoneName")}`
}
