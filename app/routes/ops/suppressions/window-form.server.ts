import { isTimeZone } from "#app/domain/clients/client.ts"
import { describeRecurrence } from "#app/domain/maintenance/describe.ts"
import { type NewWindow, checkTimes, newWindow } from "#app/domain/maintenance/new-window.ts"
import { nextRuns, type Run } from "#app/domain/maintenance/window.ts"
import { readMatcher } from "#app/domain/matching/read-matcher.ts"
import { momentOf } from "#app/kernel/wall-time.ts"
import { invalid } from "#app/kernel/errors.ts"
import { type Instant, Temporal } from "#app/kernel/time.ts"
import type { WindowDraft } from "./window-draft.ts"

/**
 * The window the form asks for. Times are read on the clock of the zone chosen: one that its clocks skip is an hour
 * later, of one that comes twice the first counts.
 *
 * @throws DomainError `invalid` with what is wrong beside each field
 */
export function readWindowForm(form: FormData, now: Instant): NewWindow {
  const fields: Record<string, string> = {}
  const draft = draftOf(form)
  const zone = isTimeZone(draft.timeZone) ? draft.timeZone : null
  if (!zone) fields["timeZone"] = "Is no time zone. Choose one such as Europe/Sofia."
  const startsAt = momentOf(draft.startsAt, zone ?? "UTC")
  const endsAt = momentOf(draft.endsAt, zone ?? "UTC")
  if (!startsAt) fields["startsAt"] = "Give a date and a time."
  if (!endsAt) fields["endsAt"] = "Give a date and a time."
  const parsed = newWindow.safeParse({
    ...{ title: draft.title, reason: draft.reason, timeZone: zone ?? "UTC" },
    startsAt: (startsAt ?? now).toString(),
    endsAt: (endsAt ?? now).toString(),
    recurrence: recurrenceOf(draft),
    scope: scopeOf(form, draft, fields),
  })
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = String(path[0] === "recurrence" ? (path[1] ?? "every") : path[0])
    fields[field] ??= message.charAt(0).toUpperCase() + message.slice(1)
  }
  if (parsed.success && startsAt && endsAt) {
    const times = checkTimes(parsed.data, now)
    if (!times.ok) Object.assign(fields, times.error)
  }
  if (!parsed.success || Object.keys(fields).length > 0)
    throw invalid("Something in the form is not right yet.", fields)
  return parsed.data
}

/** The next five runs, on the clock of their zone with its offset, and the recurrence in words. */
export function runsInWords(wanted: NewWindow, now: Instant) {
  const runs = nextRuns({ ...wanted, cancelledAt: null }, now, 5)
  return {
    words: describeRecurrence(wanted.recurrence, wanted.timeZone),
    runs: runs.map((run) => runText(run, wanted.timeZone)),
  }
}

/** "Sun, 29 Mar 2026, 00:30 +01:00 to 05:30 +02:00". */
export function runText({ start, end }: Run, timeZone: string): string {
  const [from, to] = [start.toZonedDateTimeISO(timeZone), end.toZonedDateTimeISO(timeZone)]
  const day = (at: Temporal.ZonedDateTime) =>
    at
      .toPlainDate()
      .toLocaleString("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric" })
  const time = (at: Temporal.ZonedDateTime) =>
    `${at.toPlainTime().toString({ smallestUnit: "minute" })} ${at.offset}`
  const sameDay = from.toPlainDate().equals(to.toPlainDate())
  return `${day(from)}, ${time(from)} to ${sameDay ? "" : `${day(to)}, `}${time(to)}`
}

/** What was posted, right or not. */
export function draftOf(form: FormData): WindowDraft {
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === "string" ? value.trim() : ""
  }
  return {
    ...{ title: text("title"), reason: text("reason"), timeZone: text("timeZone") },
    ...{ startsAt: text("startsAt"), endsAt: text("endsAt"), every: text("every"), start: text("start") },
    ...{ minutes: text("minutes"), day: text("day"), scope: text("scope") },
    weekdays: form.getAll("weekdays").map(String),
    services: form.getAll("services").map(String),
    assets: form.getAll("assets").map(String),
  }
}

function recurrenceOf({ every, start, minutes, weekdays, day }: WindowDraft) {
  if (!["day", "week", "month"].includes(every)) return null
  return { every, start, minutes: Number(minutes), weekdays, day: Number(day) }
}

function scopeOf(form: FormData, draft: WindowDraft, fields: Record<string, string>) {
  switch (draft.scope) {
    case "services":
      return { kind: "services", serviceIds: draft.services }
    case "assets":
      return { kind: "assets", assetIds: draft.assets }
    case "matcher": {
      const read = readMatcher(form)
      if (!read.ok) Object.assign(fields, read.error)
      return read.ok ? { kind: "matcher", matcher: read.value } : { kind: "client" }
    }
    default:
      return { kind: "client" }
  }
}
