import type { Calendar } from "#app/domain/sla/calendar/calendar.ts"
import { alwaysOpen, type CalendarDraft, defineCalendar } from "#app/domain/sla/calendar/define.ts"
import { type SlaMetric, slaMetrics } from "#app/domain/sla/clock/metric.ts"
import { type Policy, policy, type Target, target } from "#app/domain/sla/clock/policy.ts"
import type { Happening, RecordEvent } from "#app/domain/sla/clock/record-event.ts"
import { replay } from "#app/domain/sla/clock/replay.ts"
import { clocksAt, type ClockView } from "#app/domain/sla/clock/view.ts"
import { type Instant, instant } from "#app/kernel/time.ts"

export function calendar(draft: CalendarDraft): Calendar {
  const made = defineCalendar(draft)
  if (!made.ok) throw new Error(made.error.join(" "))
  return made.value
}

/** Monday to Friday at these hours. */
export function weekdaysAt(from: string, to: string, more: Partial<CalendarDraft> = {}): Calendar {
  const day = [[from, to]] as const
  return calendar({ zone: "UTC", ...more, weekly: { mon: day, tue: day, wed: day, thu: day, fri: day } })
}

export const calendarA = weekdaysAt("09:00", "17:00")
export const calendarB = weekdaysAt("08:00", "18:00")
export const calendarC = alwaysOpen()

export const minutes = 60
export const hours = 3600

const epoch = instant("2020-01-01T00:00Z")

export function promise(
  targets: readonly Target[],
  more: Partial<Omit<Policy, "id" | "targets">> = {},
): Policy {
  return { ...policy("gold", targets, epoch), ...more }
}

export { target }

/** Events of a record, one line each: when (a day without a zone is UTC) and what. */
export function story(...lines: readonly (readonly [at: string, what: Happening])[]): RecordEvent[] {
  return lines.map(([at, what], index) => ({ ...what, id: `e${index}`, at: instant(`${at}Z`) }))
}

/** A value with its moments as text: matchers take two different Temporal objects for the same inside an object. */
export type Plain<T> = T extends Instant ? string : T extends object ? { [K in keyof T]: Plain<T[K]> } : T

export function plain<T>(value: T): Plain<T> {
  return JSON.parse(JSON.stringify(value)) as Plain<T>
}

/** The clock of a metric and cycle, looked at in the end. */
export function clockOf(
  terms: Policy,
  events: readonly RecordEvent[],
  at: string,
  metric: SlaMetric,
  cycle = 1,
): Plain<ClockView> {
  const views = clocksAt(replay([terms], events), instant(`${at}Z`))
  const found = views.find((view) => view.metric === metric && view.cycle === cycle)
  if (found?.kind !== "clock") throw new Error(`no ${metric} clock with a target`)
  return plain(found)
}

export const opened = (more: Partial<Extract<Happening, { kind: "opened" }>> = {}): Happening => ({
  kind: "opened",
  by: "client",
  subject: "incident",
  flavour: "availability",
  team: "noc",
  priority: 1,
  ...more,
})

export const reply: Happening = {
  kind: "message",
  by: "provider_human",
  visibility: "client",
  channel: "note",
}
export const question: Happening = { kind: "message", by: "client", visibility: "client", channel: "email" }
export const waiting: Happening = { kind: "hold_entered", hold: "waiting_client", basis: "question" }
export const goesOn: Happening = { kind: "hold_left", cause: "manual" }
export const resolved: Happening = { kind: "resolved" }
export const reopened: Happening = { kind: "reopened" }

/** Every metric has an hour round the clock; records are opened at 10:00 on a Monday unless told otherwise. */
export const everything = (more: Parameters<typeof promise>[1] = {}) =>
  promise(
    slaMetrics.map((metric) => target(metric, 1, hours, calendarC)),
    more,
  )

export type Lines = readonly (readonly [string, Happening])[]
/** Each run of a metric, in one word each: state, start and end. */
export function told(
  metric: SlaMetric,
  lines: Lines,
  terms: Policy = everything(),
  at = "2026-03-02T23:00",
): string[] {
  const events = story(...lines.map(([time, what]) => [`2026-03-02T${time}`, what] as const))
  const time = (moment: string) => moment.slice(11, 16)
  return clocksAt(replay([terms], events), instant(`${at}Z`))
    .filter((view) => view.metric === metric)
    .map((view) => plain(view))
    .map((view) => {
      if (view.kind === "no_commitment") return `none ${time(view.startedAt)}`
      const { state, breach } = view
      const end = "at" in state ? `-${time(state.at)}` : ""
      const late = breach && state.kind !== "missed" ? " late" : ""
      return `${state.kind} ${time(view.startedAt)}${end}${late}`
    })
}
