import { readFileSync } from "node:fs"
import * as z from "zod"
import { before } from "#app/domain/sla/calendar/before.ts"
import type { Calendar } from "#app/domain/sla/calendar/calendar.ts"
import { deadline } from "#app/domain/sla/calendar/deadline.ts"
import { defineCalendar } from "#app/domain/sla/calendar/define.ts"
import { elapsed } from "#app/domain/sla/calendar/elapsed.ts"
import { isOpen, nextOpen } from "#app/domain/sla/calendar/opening.ts"
import { traceDeadline, traceElapsed } from "#app/domain/sla/clock/trace.ts"
import { type Instant, instant } from "#app/kernel/time.ts"
import type { Tally } from "./samples.ts"

const at = z.string().transform((text) => instant(text))
const hours = z.array(z.tuple([z.string(), z.string()])).readonly()
const weekly = z.partialRecord(z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), hours)
const calendar = z
  .object({
    time_zone: z.string(),
    weekly,
    holidays: z.array(z.string()).default([]),
    overrides: z.record(z.string(), hours).default({}),
    closures: z.record(z.string(), hours).default({}),
  })
  .transform((c): Calendar => {
    const holidays = c.holidays.map((date) => ({ date, name: "Holiday" }))
    const { overrides, closures } = c
    const made = defineCalendar({ zone: c.time_zone, weekly: c.weekly, holidays, overrides, closures })
    if (!made.ok) throw new Error(made.error.join(" "))
    return made.value
  })
const state = z.enum(["running", "paused", "stopped"])
const target_seconds = z.number().nonnegative()

const Case = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("deadline"), calendar, start: at, target_seconds }),
  z.object({ kind: z.literal("elapsed"), calendar, start: at, end: at }),
  z.object({ kind: z.literal("before"), calendar, end: at, target_seconds }),
  z.object({ kind: z.literal("open_at"), calendar, at }),
  z.object({ kind: z.literal("next_open"), calendar, at }),
  z.object({
    kind: z.literal("clock_trace"),
    calendar,
    start: at,
    initial_state: state,
    events: z.array(z.object({ at, state })),
    observe_at: at.optional(),
    target_seconds: target_seconds.optional(),
  }),
])
type Case = z.infer<typeof Case>

const File = z.object({
  cases: z.array(z.looseObject({ id: z.string(), expect: z.record(z.string(), z.unknown()) })),
})

/** Runs every case of business hours and clocks through the engine; a line for each whose answer differs. */
export function runSla(file: string): Tally {
  const { cases } = File.parse(JSON.parse(readFileSync(file, "utf8")))
  const failures = cases.flatMap((item) => {
    const wrong = differencesOf(item, item.expect)
    return wrong.length > 0 ? [`sla ${item.id}: ${wrong.join("; ")}`] : []
  })
  return { passed: cases.length - failures.length, failed: failures.length, failures }
}

function differencesOf(item: unknown, expect: Readonly<Record<string, unknown>>): string[] {
  try {
    const got = answer(Case.parse(item))
    if (Object.keys(expect).length === 0) return ["expects nothing"]
    return Object.entries(expect).flatMap(([what, want]) =>
      what in got && got[what] === want
        ? []
        : [`${what} expected ${JSON.stringify(want)} got ${JSON.stringify(got[what])}`],
    )
  } catch (error) {
    return [`threw ${error instanceof Error ? error.message : String(error)}`.replace(/\s+/g, " ")]
  }
}

function answer(item: Case): Record<string, unknown> {
  switch (item.kind) {
    case "deadline":
      return { deadline: text(deadline(item.calendar, item.start, item.target_seconds)) }
    case "elapsed":
      return { working_seconds: elapsed(item.calendar, item.start, item.end) }
    case "before":
      return { instant: text(before(item.calendar, item.end, item.target_seconds)) }
    case "open_at":
      return { open: isOpen(item.calendar, item.at) }
    case "next_open":
      return { instant: text(nextOpen(item.calendar, item.at)) }
    case "clock_trace": {
      const { calendar: hoursOfClock, start, initial_state: initial, events } = item
      const trace = { calendar: hoursOfClock, start, initial, changes: events }
      return {
        ...(item.observe_at && { elapsed_seconds: traceElapsed(trace, item.observe_at) }),
        ...(item.target_seconds !== undefined && {
          deadline: text(traceDeadline(trace, item.target_seconds)),
        }),
      }
    }
  }
}

/** Whole seconds in UTC, as the cases are written. */
function text(moment: Instant | null): string | null {
  return moment === null ? null : moment.toString()
}
