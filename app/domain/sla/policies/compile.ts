import { type Instant, instant } from "#app/kernel/time.ts"
import type { Calendar } from "../calendar/calendar.ts"
import { alwaysOpen, type CalendarDraft, defineCalendar } from "../calendar/define.ts"
import { type Policy, policy, target } from "../clock/policy.ts"
import { alwaysKey, type CalendarDraftJson, type StoredPolicy, type TargetDraft } from "./policy-draft.ts"

/** Which version of which policy, and from when on it holds. */
export type PolicyHead = { readonly id: string; readonly version: number; readonly effectiveFrom: Instant }

/**
 * The policy the clocks go by, from its stored form. Same input, same promise: nothing is looked up elsewhere.
 *
 * @throws Error for a calendar that is not a calendar: what was stored had been checked when it was saved
 */
export function compilePolicy(head: PolicyHead, stored: StoredPolicy): Policy {
  const calendars = new Map(
    Object.entries(stored.calendars).map(([key, c]) => [
      key,
      compileCalendar({
        ...c.draft,
        name: c.name,
        version: c.version,
        effectiveFrom: instant(c.effectiveFrom),
      }),
    ]),
  )
  const { targets, ...terms } = stored.draft
  return policy(
    head.id,
    targets.map((draft) => compileTarget(draft, calendars)),
    head.effectiveFrom,
    { ...terms, version: head.version },
  )
}

/** What a draft of a calendar is to `defineCalendar`: optional fields are left out rather than undefined. */
export function draftOf(json: CalendarDraftJson): CalendarDraft {
  const { weekly, ...rest } = json
  if (weekly === "always") return { ...rest, weekly }
  const days = Object.entries(weekly).flatMap(([day, hours]) => (hours ? [[day, hours] as const] : []))
  return { ...rest, weekly: Object.fromEntries(days) }
}

function compileCalendar({
  name,
  version,
  effectiveFrom,
  ...draft
}: CalendarDraftJson & {
  readonly name: string
  readonly version: number
  readonly effectiveFrom: Instant
}): Calendar {
  const made = defineCalendar({ ...draftOf(draft), name, version, effectiveFrom })
  if (!made.ok) throw new Error(`calendar ${name}: ${made.error.join(" ")}`)
  return made.value
}

/** One for all of them: targets that go by one calendar can be compared. */
const always = alwaysOpen()

function compileTarget(draft: TargetDraft, calendars: ReadonlyMap<string, Calendar>) {
  const calendar = draft.calendar === alwaysKey ? always : calendars.get(draft.calendar)
  if (!calendar) throw new Error(`there is no calendar ${draft.calendar}`)
  const { metric, priority, seconds, atRiskShare, atRiskSecondsLeft, escalations, pauseSet } = draft
  return target(metric, priority, seconds, calendar, {
    ...{ atRiskShare, atRiskSecondsLeft, escalations },
    ...(pauseSet ? { pauseSet: new Set(pauseSet) } : {}),
  })
}
