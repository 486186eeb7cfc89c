import type { Instant } from "#app/kernel/time.ts"
import { type Calendar, type Window, weekdays } from "../calendar/calendar.ts"
import type { SlaMetric } from "../clock/metric.ts"
import type { PauseReason } from "../clock/run.ts"

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const

export const metricWords: Readonly<Record<SlaMetric, string>> = {
  acknowledge: "acknowledgement",
  first_response: "first response",
  next_response: "next response",
  periodic_update: "regular update",
  contain: "containment",
  restore: "restoration of service",
  resolve: "resolution",
  handoff_accept: "acceptance of the handoff",
  vuln_fix: "fix of the finding",
}

export const pauseWords: Readonly<Record<PauseReason, string>> = {
  waiting_client: "waiting for your answer",
  waiting_third_party: "waiting for a third party",
  monitoring: "watching whether it holds",
  scheduled_change: "waiting for the agreed change",
  believed_done: "resolved until it was reopened",
}

/** A moment by the wall clock of a zone: `Mon 9 Mar 2026 09:30`, with seconds only where there are some. */
export function moment(at: Instant, zone: string): string {
  const local = at.toZonedDateTimeISO(zone)
  const date = `${days[local.dayOfWeek - 1]} ${local.day} ${months[local.month - 1]} ${local.year}`
  const pad = (value: number) => String(value).padStart(2, "0")
  const seconds = local.second > 0 ? `:${pad(local.second)}` : ""
  return `${date} ${pad(local.hour)}:${pad(local.minute)}${seconds}`
}

/** A length: `26 h 5 min`. Hours are not made into days, which would be of what length? */
export function lengthOf(seconds: number): string {
  const whole = Math.floor(Math.abs(seconds))
  const parts = [
    [Math.floor(whole / 3600), "h"],
    [Math.floor(whole / 60) % 60, "min"],
    [whole % 60, "s"],
  ] as const
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`)
  return said.join(" ") || "0 min"
}

/** The weekly hours: `Mon-Fri 09:00-17:00; Sat 10:00-12:00`, weekdays of the same hours together. */
export function hoursOf({ hours }: Calendar): string {
  if (hours.kind === "always") return "round the clock"
  const said = weekdays.map((_, index) => (hours.weekly[index] ?? []).map(windowOf).join(" and "))
  const groups: { first: number; last: number; text: string }[] = []
  for (const [index, text] of said.entries()) {
    const group = groups.at(-1)
    if (group?.text === text) group.last = index
    else groups.push({ first: index, last: index, text })
  }
  const open = groups.filter((group) => group.text !== "")
  return (
    open.map(({ first, last, text }) => `${span(first, last)} ${text}`).join("; ") || "only on single dates"
  )
}

function span(first: number, last: number): string {
  return first === last ? `${days[first]}` : `${days[first]}-${days[last]}`
}

function windowOf({ from, to }: Window): string {
  return `${wall(from)}-${wall(to)}`
}

function wall(seconds: number): string {
  const pad = (value: number) => String(Math.floor(value)).padStart(2, "0")
  const rest = seconds % 60 > 0 ? `:${pad(seconds % 60)}` : ""
  return `${pad(seconds / 3600)}:${pad((seconds / 60) % 60)}${rest}`
}
