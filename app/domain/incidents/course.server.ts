import type { Instant } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { instantOf } from "../sla/calendar/micros.ts"
import { type HoldEffect, holdEffects } from "../sla/clock/hold-effects.ts"
import { type Party, secondsByParty, type Turn, turnsOf } from "../sla/ledger/turns.ts"
import { readHistory } from "../sla/record/read.server.ts"
import type { IncidentView } from "./incident.ts"

/** Whose turn it was on an incident, until now. */
export type Ledger = {
  readonly turns: readonly Turn[]
  /** Real seconds of each. */
  readonly seconds: Readonly<Record<Party, number>>
  /** Whose turn it is; null once nobody is waited for. */
  readonly now: Party | null
}

/** How an incident goes on, besides its stage: what its clocks are driven by. */
export type Course = {
  readonly ledger: Ledger
  readonly holds: readonly HoldEffect[]
  /** What does not work, and since when; null while nobody said so. */
  readonly impact: { readonly since: Instant; readonly affected: readonly string[] } | null
  readonly restoredAt: Instant | null
}

export async function readCourse(
  t: ReadTx<"incidents.read">,
  incident: Pick<IncidentView, "id" | "client">,
): Promise<Course> {
  const { events, history } = await readHistory(t, incident.client.id, { incident: incident.id })
  const { facts, runs } = history.now
  return {
    ledger: ledgerOf(turnsOf(events, t.now), t.now),
    holds: holdEffects(runs),
    impact: facts.impact && { since: instantOf(facts.impact.since), affected: [...facts.affected] },
    restoredAt: facts.restoredAt === null ? null : instantOf(facts.restoredAt),
  }
}

/** @param now up to when the turns were told */
export function ledgerOf(turns: readonly Turn[], now: Instant): Ledger {
  const last = turns.at(-1)
  return {
    turns,
    seconds: secondsByParty(turns),
    now: last?.to.equals(now) ? last.party : null,
  }
}
