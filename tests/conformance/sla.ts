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
import { messageOf, type Tally } from "./samples.ts"

const at = z.string().transform((text, context) => {
  try {
    return instant(text)
  } catch {
    context.addIssue(`${text} is no moment like 2026-03-27T17:00:00Z`)
    return z.NEVER
  }
})
/** A period is half-open, so one whose ends are the same is no time at all. */
const hours = z
  .array(z.tuple([z.string(), z.string()]))
  .transform((periods) => periods.filter(([from, to]) => from !== to))
const weekly = z.partialRecord(z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), hours)
const dated = z.record(z.string(), hours).nullish()
const calendar = z
  .object({
    time_zone: z.string(),
    weekly,
    holidays: z.array(z.string()).nullish(),
    overrides: dated,
    closures: dated,
  })
  .transform((c, context): Calendar => {
    const holidays = (c.holidays ?? []).map((date) => ({ date, name: "Holiday" }))
    const [overrides, closures] = [c.overrides ?? {}, c.closures ?? {}]
    const made = defineCalendar({ zone: c.time_zone, weekly: c.weekly, holidays, overrides, closures })
    if (made.ok) return made.value
    context.addIssue(made.error.join(" "))
    return z.NEVER
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
    events: z.array(z.object({ at, state })).default([]),
    observe_at: at.nullish(),
    target_seconds: target_seconds.nullish(),
  }),
])
type Case = z.infer<typeof Case>

const File = z.object({ cases: z.array(z.unknown()) })
const Named = z.object({ id: z.string() })
const Expecting = z.object({ expect: z.record(z.string(), z.unknown()) })

/** Runs every case of business hours and clocks through the engine; a line for each whose answer differs. */
export function runSla(file: string): Tally {
  const { cases } = File.parse(JSON.parse(readFileSync(file, "utf8")))
  const failures = cases.flatMap((item, index) => {
    const wrong = differencesOf(item)
    const named = Named.safeParse(item)
    return wrong.length > 0 ? [`sla ${named.data?.id ?? `case ${index + 1}`}: ${wrong.join("; ")}`] : []
  })
  return { passed: cases.length - failures.length, failed: failures.length, failures }
}

/** A case that cannot be read is a failure of its own: the others are run. */
function differencesOf(item: unknown): string[] {
  try {
    const { expect } = Expecting.parse(item)
    const got = answer(Case.parse(item))
    if (Object.keys(expect).length === 0) return ["expects nothing"]
    return Object.entries(expect).flatMap(([what, want]) =>
      what in got && isSame(want, got[what])
        ? []
        : [`${what} expected ${JSON.stringify(want)} got ${JSON.stringify(got[what])}`],
    )
  } catch (error) {
    return [`threw ${messageOf(error)}`]
  }
}

/** Two moments are the same however they are written. */
function isSame(want: unknown, got: unknown): boolean {
  if (want === got) return true
  const [a, b] = [at.safeParse(want), at.safeParse(got)]
  return a.success && b.success && a.data.equals(b.data)
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
        ...(typeof item.target_seconds === "number" && {
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
