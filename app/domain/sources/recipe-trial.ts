import { type Instant, secondsBetween } from "#app/kernel/time.ts"

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
  events: number
  alerts: number
  wouldBe: number
  degraded: number
}

export function newTrial(settings: TrialSettings): Trial {
  const [now, then, merged] = [new Map(), new Map(), new Map()]
  return { settings, now, then, merged, events: 0, alerts: 0, wouldBe: 0, degraded: 0 }
}

/** Lives through one more event, by the state table without people: what clears or goes quiet closes by itself. */
export function tryEvent(trial: Trial, event: TrialEvent): void {
  trial.events += 1
  if (event.isDegraded) trial.degraded += 1
  if (opensAlert(trial.now, event.now, event, trial.settings)) trial.alerts += 1
  if (opensAlert(trial.then, event.then, event, trial.settings)) trial.wouldBe += 1
  if (event.kind !== "firing") return
  const merged = trial.merged.get(event.then) ?? new Map<string, string>()
  trial.merged.set(event.then, merged.set(event.now, event.title))
}

const shown = { merged: 5, titles: 3 }

export function resultOf(trial: Trial): TrialResult {
  const { events, alerts, wouldBe, degraded } = trial
  const merged = [...trial.merged.values()]
    .filter((problems) => problems.size > 1)
    .sort((a, b) => b.size - a.size)
    .slice(0, shown.merged)
    .map((problems) => ({
      problems: problems.size,
      titles: [...new Set(problems.values())].slice(0, shown.titles),
    }))
  return { events, alerts, wouldBe, degraded, merged }
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
