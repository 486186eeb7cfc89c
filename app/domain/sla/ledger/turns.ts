import { type Instant, isBefore } from "#app/kernel/time.ts"
import type { Calendar } from "../calendar/calendar.ts"
import { elapsedMicros } from "../calendar/elapsed.ts"
import { instantOf, type Micros, microsOf, secondsOf } from "../calendar/micros.ts"
import type { Hold } from "../clock/metric.ts"
import { compareEvents, type RecordEvent, type Team } from "../clock/record-event.ts"

export const parties = ["provider_noc", "provider_soc", "client", "third_party"] as const
/** Whose turn it is on a record. */
export type Party = (typeof parties)[number]

/** A time in which the record waited for one party. Half-open. */
export type Turn = { readonly party: Party; readonly from: Instant; readonly to: Instant }

type Situation = {
  readonly team: Team | null
  readonly hold: Hold | null
  readonly isOpen: boolean
  /** Transfers requested and not answered, by handoff: the team they go to. */
  readonly transfers: ReadonlyMap<string, Team>
  /** Teams a transfer came from, to return to. */
  readonly origins: ReadonlyMap<string, Team | null>
}

const nobody: Situation = {
  team: null,
  hold: null,
  isOpen: false,
  transfers: new Map(),
  origins: new Map(),
}

/**
 * Whose turn it was from a record's opening until a moment. Time between resolved and reopened is nobody's. A transfer
 * moves the turn when it is accepted, not when it is asked for; consulting or working jointly does not move it. In a hold
 * for the client or a third party it is theirs; watching and a scheduled change stay with the team.
 */
export function turnsOf(events: readonly RecordEvent[], until: Instant): readonly Turn[] {
  const turns: Turn[] = []
  let situation = nobody
  let since: Micros = 0
  const end = microsOf(until)
  const once = [...new Map(events.map((event) => [event.id, event])).values()]
  for (const event of once.sort(compareEvents)) {
    if (isBefore(until, event.at)) break
    const next = after(situation, event)
    const at = microsOf(event.at)
    if (partyOf(next) !== partyOf(situation)) {
      add(turns, situation, since, at)
      since = at
    }
    situation = next
  }
  add(turns, situation, since, end)
  return turns
}

/** Seconds of each party: real time, or service time in a calendar. */
export function secondsByParty(
  turns: readonly Turn[],
  calendar: Calendar | null = null,
): Readonly<Record<Party, number>> {
  const total: Record<Party, Micros> = { provider_noc: 0, provider_soc: 0, client: 0, third_party: 0 }
  for (const { party, from, to } of turns) {
    const [start, end] = [microsOf(from), microsOf(to)]
    total[party] += calendar ? elapsedMicros(calendar, start, end) : end - start
  }
  return {
    provider_noc: secondsOf(total.provider_noc),
    provider_soc: secondsOf(total.provider_soc),
    client: secondsOf(total.client),
    third_party: secondsOf(total.third_party),
  }
}

function add(turns: Turn[], situation: Situation, from: Micros, to: Micros): void {
  const party = partyOf(situation)
  if (party && from < to) turns.push({ party, from: instantOf(from), to: instantOf(to) })
}

function partyOf({ team, hold, isOpen }: Situation): Party | null {
  if (!isOpen || !team) return null
  if (hold === "waiting_client") return "client"
  if (hold === "waiting_third_party") return "third_party"
  return team === "noc" ? "provider_noc" : "provider_soc"
}

function after(now: Situation, event: RecordEvent): Situation {
  switch (event.kind) {
    case "opened":
      return now.team ? now : { ...now, team: event.team, isOpen: true }
    case "hold_entered":
      return { ...now, hold: event.hold }
    case "hold_left":
      return { ...now, hold: null }
    case "message":
      return endsWaiting(event, now.hold) ? { ...now, hold: null } : now
    case "resolved":
    case "closed":
    case "withdrawn":
      return { ...now, hold: null, isOpen: false }
    case "reopened":
      return { ...now, isOpen: now.team !== null }
    case "handoff_requested":
      if (event.type !== "transfer" || now.transfers.has(event.handoff)) return now
      return {
        ...now,
        transfers: new Map([...now.transfers, [event.handoff, event.to]]),
      }
    case "handoff_accepted":
    case "handoff_rejected":
      return answered(now, event.handoff, event.kind === "handoff_accepted")
    case "handoff_returned":
      return { ...now, team: now.origins.get(event.handoff) ?? now.team }
    default:
      return now
  }
}

function answered(now: Situation, handoff: string, isAccepted: boolean): Situation {
  const to = now.transfers.get(handoff)
  if (!to) return now
  const transfers = new Map([...now.transfers].filter(([name]) => name !== handoff))
  if (!isAccepted) return { ...now, transfers }
  return { ...now, transfers, team: to, origins: new Map([...now.origins, [handoff, now.team]]) }
}

function endsWaiting(event: Extract<RecordEvent, { kind: "message" }>, hold: Hold | null): boolean {
  return hold === "waiting_client" && event.by === "client" && event.visibility === "client"
}
