import * as z from "zod"
import { type Instant, secondsBetween } from "#app/kernel/time.ts"
import { carriedCount, carriedInstant } from "../looks/carried.ts"

/** A past event under the two recipes that are compared. */
export type TrialEvent = {
  readonly kind: "firing" | "resolved" | "info"
  readonly receivedAt: Instant
  readonly title: string
  /** Its fingerprint under the recipe in force, and under the one that is tried. */
  readonly now: string
  readonly then: string
  readonly isDegraded: boolean
}

/** What a recipe would have made of the past. */
export type TrialResult = {
  readonly events: number
  /** Alerts under the recipe in force, and under the one that is tried. */
  readonly alerts: number
  readonly wouldBe: number
  /** Events that lack a field of the one that is tried. */
  readonly degraded: number
  /** Problems of now that would be one, the largest first, with some of their titles. */
  readonly merged: readonly { readonly problems: number; readonly titles: readonly string[] }[]
}

/** Seconds after which an alert closes by itself, and within which it opens again. */
export type TrialSettings = {
  readonly reopenWindowSeconds: number
  readonly resolveDelaySeconds: number
  readonly staleAfterSeconds: number | null
}

type Lived = { lastSeenAt: Instant; clearedAt: Instant | null }

/** A comparison under way: events are added page by page. */
export type Trial = {
  readonly settings: TrialSettings
  readonly now: Map<string, Lived>
  readonly then: Map<string, Lived>
  /** Of each fingerprint that is tried: those of now that would go into it, each with a title. */
  readonly merged: Map<string, Map<string, string>>
  readonly counts: { events: number; alerts: number; wouldBe: number; degraded: number }
}

const lives = z.array(
  z.tuple([z.string(), z.object({ lastSeenAt: carriedInstant, clearedAt: carriedInstant.nullable() })]),
)

/** A comparison as it is carried from turn to turn. */
export const carriedTrial = z.object({
  counts: z.object({
    ...{ events: carriedCount, alerts: carriedCount, wouldBe: carriedCount, degraded: carriedCount },
  }),
  now: lives,
  then: lives,
  merged: z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.string()]))])),
})
export type CarriedTrial = z.infer<typeof carriedTrial>

/** @param from what turns before this one came to; null for the first */
export function newTrial(settings: TrialSettings, from: CarriedTrial | null): Trial {
  return {
    settings,
    now: new Map(from?.now),
    then: new Map(from?.then),
    merged: new Map(from?.merged.map(([then, problems]) => [then, new Map(problems)])),
    counts: { ...(from?.counts ?? { events: 0, alerts: 0, wouldBe: 0, degraded: 0 }) },
  }
}

/** Receipts of deliveries that follow each other may differ by as much the wrong way round. */
const outOfOrderSeconds = 60

/** @param at when the last event was received: what has been over for longer than it could reopen takes no room */
export function carryTrial({ settings, now, then, merged, counts }: Trial, at: Instant): CarriedTrial {
  const latest = settings.resolveDelaySeconds + settings.reopenWindowSeconds + outOfOrderSeconds
  const mayReopen = ({ clearedAt }: Lived) => clearedAt === null || secondsBetween(clearedAt, at) <= latest
  return {
    counts,
    now: [...now].filter(([, lived]) => mayReopen(lived)),
    then: [...then].filter(([, lived]) => mayReopen(lived)),
    merged: [...merged].map(([into, problems]) => [into, [...problems]]),
  }
}

/** Lives through one more event, by the state table without people: what clears or goes quiet closes by itself. */
export function tryEvent(trial: Trial, event: TrialEvent): void {
  const { counts, settings } = trial
  counts.events += 1
  if (event.isDegraded) counts.degraded += 1
  if (opensAlert(trial.now, event.now, event, settings)) counts.alerts += 1
  if (opensAlert(trial.then, event.then, event, settings)) counts.wouldBe += 1
  if (event.kind !== "firing") return
  const merged = trial.merged.get(event.then) ?? new Map<string, string>()
  trial.merged.set(event.then, merged.set(event.now, event.title))
}

const shown = { merged: 5, titles: 3 }

export function resultOf(trial: Trial): TrialResult {
  const merged = [...trial.merged.values()]
    .filter((problems) => problems.size > 1)
    .sort((a, b) => b.size - a.size)
    .slice(0, shown.merged)
    .map((problems) => ({
      problems: problems.size,
      titles: [...new Set(problems.values())].slice(0, shown.titles),
    }))
  return { ...trial.counts, merged }
}

function opensAlert(
  known: Map<string, Lived>,
  fingerprint: string,
  { kind, receivedAt }: TrialEvent,
  settings: TrialSettings,
): boolean {
  const before = known.get(fingerprint)
  if (kind === "resolved" && before) {
    before.clearedAt ??= receivedAt
    before.lastSeenAt = receivedAt
  }
  if (kind !== "firing") return false
  known.set(fingerprint, { lastSeenAt: receivedAt, clearedAt: null })
  return !before || secondsClosed(before, receivedAt, settings) > settings.reopenWindowSeconds
}

/** For how long it has been closed by then; below zero while it is open. */
function secondsClosed({ clearedAt, lastSeenAt }: Lived, at: Instant, settings: TrialSettings): number {
  const sinceCleared = clearedAt ? secondsBetween(clearedAt, at) - settings.resolveDelaySeconds : -1
  const { staleAfterSeconds } = settings
  const sinceStale = staleAfterSeconds === null ? -1 : secondsBetween(lastSeenAt, at) - staleAfterSeconds
  return Math.max(sinceCleared, sinceStale)
}
