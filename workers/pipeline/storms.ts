import { arrive, isRaging, isSampled, noStorm, type StormCount } from "#app/domain/alerts/storm.ts"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { AlertDraft } from "./alert-draft.ts"
import type { IncomingEvent } from "./incoming.ts"
import type { SourceSettings } from "./source-settings.ts"

/** The arrivals of one rule of a source while a batch is folded: read once, counted in memory, written once. */
export type StormDraft = {
  readonly tenantId: TenantId
  readonly sourceId: SourceId
  readonly groupKey: string
  /** No row of it is there yet. */
  readonly isNew: boolean
  count: StormCount
  /** What gathers the overflow while the storm lasts. */
  alert: AlertDraft | null
  updatedAt: Instant
}

/** By `stormKey`. */
export type Storms = Map<string, StormDraft>

/** New alerts of one rule of a source in ten minutes, where the source says nothing else. */
export const defaultStormLimit = 50

export function stormKey(x: { tenantId: string; sourceId: string; groupKey: string }): string {
  return `${x.tenantId} ${x.sourceId} ${x.groupKey}`
}

/** Counts a new problem. Gives the storm it belongs to, null while its rule is within the limit. */
export function stormFor(
  storms: Storms,
  event: IncomingEvent,
  source: SourceSettings | undefined,
): StormDraft | null {
  const storm = storms.get(stormKey(event)) ?? stormOf(event)
  storms.set(stormKey(event), storm)
  if (storm.alert && !isRaging(storm.count, event.receivedAt)) endStorm(storm, event.receivedAt)
  const { count, overflows } = arrive(storm.count, event.receivedAt, source?.stormLimit ?? defaultStormLimit)
  storm.count = count
  storm.updatedAt = event.receivedAt
  return overflows ? storm : null
}

export function stormOf(event: IncomingEvent): StormDraft {
  const { tenantId, sourceId, groupKey, receivedAt } = event
  return { tenantId, sourceId, groupKey, isNew: true, count: noStorm, alert: null, updatedAt: receivedAt }
}

/** The storm is over: its alert clears, and what still fires makes alerts of its own again. */
function endStorm(storm: StormDraft, at: Instant): void {
  const { alert } = storm
  storm.alert = null
  if (!alert || alert.state === "closed") return
  alert.condition = "cleared"
  alert.clearedAt ??= at
  alert.cleared = true
  alert.changed = true
}

/** What an overflow alert is opened with and counts: the event in the words of its storm. */
export function overflowEvent(event: IncomingEvent, source: SourceSettings | undefined): IncomingEvent {
  const limit = source?.stormLimit ?? defaultStormLimit
  const name = event.event.rule ?? event.event.title
  return {
    ...event,
    fingerprint: `overflow:${event.deliveryId}:${event.ordinal}`,
    payloadHash: null,
    event: {
      ...event.event,
      title: `Storm: ${name}`.slice(0, 500),
      description: `More than ${limit} new alerts of this rule came within ten minutes. The others are counted here until it has been calm for 15 minutes; every signal is kept.`,
      externalId: null,
      asset: null,
      url: null,
      observables: [],
      labels: {},
    },
  }
}

/** The sample of an overflow alert, with this event where its turn has come. @param nth of the signals it counts */
export function withSample(
  sample: Readonly<Record<string, string>>,
  nth: number,
  event: IncomingEvent,
): Readonly<Record<string, string>> {
  if (!isSampled(nth)) return sample
  const { title, asset } = event.event
  return { ...sample, [`sample.${nth}`]: asset ? `${title} · ${asset}` : title }
}
