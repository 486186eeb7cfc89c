import { notFound } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { type Party, type Turn, turnsOf } from "../sla/ledger/turns.ts"
import { readHistory } from "../sla/record/read.server.ts"
import { selectIncident } from "./list.store.server.ts"

/** To a client its provider is one: which of its teams had the turn is not told. */
export type OwnParty = "provider" | "client" | "third_party"
export type OwnTurn = { readonly party: OwnParty; readonly from: Instant; readonly to: Instant }

/** How an incident goes on, as its client reads it. An allow-list. */
export type OwnCourse = {
  readonly turns: readonly OwnTurn[]
  /** Set while we wait for the client's answer: since when, and by when it is reminded or the incident resolved. */
  readonly question: {
    readonly since: Instant | null
    readonly until: Instant | null
    readonly isReminded: boolean
    /** Whether a clock of ours waits with it: not every contract says so. */
    readonly stopsClock: boolean
  } | null
}

/** @throws DomainError `not_found` for an incident of somebody else and for one that was never shared, alike */
export async function readOwnCourse(t: ReadTx<"own.read">, id: IncidentId): Promise<OwnCourse> {
  const found = await selectIncident(t, id)
  if (!found?.sharedAt || found.isCandidate) throw notFound("Incident")
  const { events, history } = await readHistory(t, found.client.id, { incident: id })
  const { hold, holdSince: since, holdUntil: until, holdRemindedAt } = found
  const stopsClock = history.now.runs.some(
    ({ phase }) => phase.kind === "paused" && phase.reason === "waiting_client",
  )
  const isReminded = holdRemindedAt !== null
  return {
    turns: asOne(turnsOf(events, t.now)),
    question: hold === "waiting_client" ? { since, until, isReminded, stopsClock } : null,
  }
}

function asOne(turns: readonly Turn[]): OwnTurn[] {
  const joined: OwnTurn[] = []
  for (const { party, from, to } of turns) {
    const own = ownParty(party)
    const last = joined.at(-1)
    if (last?.party === own && last.to.equals(from)) joined.splice(-1, 1, { ...last, to })
    else joined.push({ party: own, from, to })
  }
  return joined
}

const ownParty = (party: Party): OwnParty =>
  party === "provider_noc" || party === "provider_soc" ? "provider" : party
