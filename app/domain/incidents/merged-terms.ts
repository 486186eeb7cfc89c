import { type Instant, isBefore } from "#app/kernel/time.ts"
import type { Happening, RecordEvent } from "../sla/clock/record-event.ts"

type Dated = { readonly at: Instant; readonly what: Happening }
type Opening = Extract<RecordEvent, { kind: "opened" }>

/**
 * What the survivor of a merge has to be told where one of the others is older than it: by whose priority and as what kind
 * of incident it goes. An older opening says when clocks start, and nothing else. Where another was answered first, its
 * priority holds until that answer; else the survivor's does from the survivor's own opening on.
 *
 * @param own what happened to the survivor before the merge
 * @param others what happened to the others
 */
export function termsKept(own: readonly RecordEvent[], others: readonly (readonly RecordEvent[])[]): Dated[] {
  const opening = openingOf(own)
  const all = others.flat()
  const older = openingOf(all)
  if (!opening || !older || !isBefore(older.at, opening.at)) return []
  const [mine, theirs] = [firstAnswer(own), firstAnswer(all)]
  const isTheirs = theirs !== null && !(mine && isBefore(mine, theirs))
  const since = isTheirs && isBefore(opening.at, theirs) ? theirs : opening.at
  return [
    { at: opening.at, what: { kind: "flavour_changed", flavour: opening.flavour } },
    { at: since, what: { kind: "priority_set", priority: priorityAt(own, opening, since) } },
  ]
}

/** The opening a record's clocks go by: the first. */
export function openingOf(events: readonly RecordEvent[]): Opening | null {
  const openings = events.filter((event) => event.kind === "opened")
  return openings.reduce<Opening | null>(
    (first, one) => (first && !isBefore(one.at, first.at) ? first : one),
    null,
  )
}

function firstAnswer(events: readonly RecordEvent[]): Instant | null {
  const answers = events.filter(
    (event) => (event.kind === "acknowledged" || event.kind === "message") && event.by === "provider_human",
  )
  return answers.reduce<Instant | null>((first, { at }) => (first && !isBefore(at, first) ? first : at), null)
}

function priorityAt(events: readonly RecordEvent[], opening: Opening, at: Instant): Opening["priority"] {
  const set = events.filter((event) => event.kind === "priority_set" && !isBefore(at, event.at))
  return set.reduce<{ readonly at: Instant; readonly priority: Opening["priority"] }>(
    (last, one) => (one.kind === "priority_set" && !isBefore(one.at, last.at) ? one : last),
    opening,
  ).priority
}
