import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { AlertDraft } from "./alert-draft.ts"
import type { IncidentDraft } from "./incident-draft.ts"
import type { IncomingEvent, Outcome } from "./incoming.ts"

/** What a batch brought of one source in one hour of receipt. An event is at most one of exact, folded, suppressed, alert and finding. */
export type SourceHour = {
  readonly tenantId: TenantId
  readonly sourceId: SourceId
  /** Start of the hour, epoch milliseconds. */
  readonly hour: number
  deliveries: number
  events: number
  exactDupes: number
  folded: number
  suppressed: number
  alerts: number
  incidents: number
  findings: number
  ignored: number
  quarantined: number
  partial: number
  degraded: number
  defaulted: number
  skewed: number
  outOfOrder: number
  lagMilliseconds: number
}

type Place = { readonly tenantId: TenantId; readonly sourceId: SourceId; readonly receivedAt: Instant }

/** The batch in figures, for each source and hour of receipt. */
export function countBatch(
  outcomes: readonly Outcome[],
  alerts: readonly AlertDraft[],
  incidents: readonly IncidentDraft[],
  now: Instant,
): SourceHour[] {
  const hours = new Map<string, SourceHour>()
  const hourOf = (place: Place) => {
    const hour = startOfHour(place.receivedAt)
    const key = `${place.tenantId} ${place.sourceId} ${hour}`
    const known = hours.get(key) ?? emptyHour(place, hour)
    hours.set(key, known)
    return known
  }
  const suppressed = new Set(alerts.filter((a) => a.suppressedBy !== null).map((a) => a.id))
  for (const { delivery, outcome, events } of outcomes) {
    const hour = hourOf(delivery)
    hour.deliveries += 1
    if (outcome === "ignored") hour.ignored += 1
    if (outcome === "quarantined") hour.quarantined += 1
    const waited = now.epochMilliseconds - delivery.receivedAt.epochMilliseconds
    hour.lagMilliseconds = Math.min(Math.max(hour.lagMilliseconds, waited), largest)
    for (const event of events)
      countEvent(hourOf(event), event, event.alertId !== null && suppressed.has(event.alertId))
  }
  for (const incident of incidents) {
    const [first] = incident.added
    if (incident.isNew && first) hourOf({ ...first, receivedAt: incident.openedAt }).incidents += 1
  }
  return [...hours.values()]
}

/** The largest `int` of Postgres: 24 days. */
const largest = 2 ** 31 - 1

function countEvent(hour: SourceHour, event: IncomingEvent, isSuppressed: boolean): void {
  hour.events += 1
  switch (event.effect) {
    case "opened":
      if (isSuppressed) hour.suppressed += 1
      else hour.alerts += 1
      break
    case "exact":
      hour.exactDupes += 1
      break
    case "out-of-order":
      hour.outOfOrder += 1
      break
    case "finding":
      hour.findings += 1
      break
    case "repeat":
    case "raised":
    case "lowered":
    case "reopened":
    case "overflow":
      hour.folded += 1
      break
    default:
  }
  if (event.flags.includes("partial")) hour.partial += 1
  if (event.flags.includes("degraded-fingerprint")) hour.degraded += 1
  if (event.flags.includes("skewed")) hour.skewed += 1
  if (event.event.defaulted.length > 0) hour.defaulted += 1
}

function startOfHour({ epochMilliseconds }: Instant): number {
  return epochMilliseconds - (epochMilliseconds % 3_600_000)
}

function emptyHour({ tenantId, sourceId }: Place, hour: number): SourceHour {
  return {
    tenantId,
    sourceId,
    hour,
    ...{ deliveries: 0, events: 0, exactDupes: 0, folded: 0, suppressed: 0, alerts: 0, incidents: 0 },
    ...{
      findings: 0,
      ignored: 0,
      quarantined: 0,
      partial: 0,
      degraded: 0,
      defaulted: 0,
      skewed: 0,
      outOfOrder: 0,
    },
    lagMilliseconds: 0,
  }
}
