import type { AlertId, IncidentId, UserId } from "#app/kernel/ids.ts"
import { isBefore, type Instant } from "#app/kernel/time.ts"
import type { AlertState, Condition } from "../alerts/alert.ts"
import type { Discipline } from "../ingest/adapter.ts"
import type { ResolvePolicy } from "./correlation.ts"
import type { Grade } from "./grade.ts"

/** An alert as far as its belonging to an incident goes. */
export type Member = Grade & {
  readonly id: AlertId
  readonly incidentId: IncidentId | null
  readonly title: string
  readonly asset: string | null
  readonly discipline: Discipline
  readonly state: AlertState
  readonly condition: Condition
  readonly suppressedBy: "rule" | "maintenance" | null
  readonly assigneeId: UserId | null
  readonly firstSeenAt: Instant
  readonly lastSeenAt: Instant
  readonly clearedAt: Instant | null
}

/** Since when these alerts alone would resolve their incident; null while they would not. */
export function clearedSince(policy: ResolvePolicy, members: readonly Member[]): Instant | null {
  const open = members.filter((m) => m.state !== "closed").sort(bySighting)
  if (open.length === 0) return null
  switch (policy) {
    case "never":
      return null
    case "first-cleared":
      return open[0]?.clearedAt ?? null
    case "last-cleared":
      return open.at(-1)?.clearedAt ?? null
    case "all-cleared":
      return open.every((m) => m.clearedAt) ? latest(open.map((m) => m.clearedAt)) : null
  }
}

export function earliestSighting(members: readonly Member[]): Instant | null {
  return [...members].sort(bySighting)[0]?.firstSeenAt ?? null
}

export function latest(moments: readonly (Instant | null)[]): Instant | null {
  return moments.reduce((a, b) => (a && (!b || isBefore(b, a)) ? a : b), null)
}

function bySighting(a: Member, b: Member): number {
  return a.firstSeenAt.epochMilliseconds - b.firstSeenAt.epochMilliseconds || (a.id < b.id ? -1 : 1)
}
