import { reachOf } from "#app/auth/access.ts"
import { withPortfolio, withProvider } from "#app/auth/guards.server.ts"
import type { Person } from "#app/auth/principal.ts"
import { defineCalendar } from "#app/domain/sla/calendar/define.ts"
import { listCalendars, listPolicies } from "#app/domain/sla/catalogue/list.server.ts"
import { hoursOf } from "#app/domain/sla/explain/words.ts"
import { draftOf } from "#app/domain/sla/policies/compile.ts"
import { defaultDraft } from "#app/domain/sla/policies/default-policy.ts"
import { clientStandings } from "./client-standings.server.ts"
import { promisedLines } from "./promised.ts"

/** What the list of policies, calendars and clients shows. */
export async function listPage(person: Person) {
  const needs = ["sla.read", "clients.read"] as const
  const kept = await withProvider(person, needs, async (tx) => ({
    policies: await listPolicies(tx),
    calendars: await listCalendars(tx),
  }))
  const clients = await withPortfolio(person, needs, clientStandings)
  const names = new Map<string, string>(kept.calendars.map(({ id, name }) => [id, name]))
  return {
    mayManage: reachOf(person, ["sla.manage"]) === "all",
    clients,
    defaultPromise: promisedLines(defaultDraft),
    policies: kept.policies.map(({ id, name, version, draft, effectiveFrom, retiredAt }) => {
      const bound = clients.filter((client) => client.now?.policyId === id)
      return {
        ...{ id: id as string, name, version, promises: promisedLines(draft, names) },
        effectiveFrom: effectiveFrom.toString(),
        retiredAt: retiredAt?.toString() ?? null,
        clients: bound.length,
        behind: bound.filter((client) => (client.now?.version ?? version) < version).length,
      }
    }),
    calendars: kept.calendars.map(({ id, name, version, draft }) => {
      const made = defineCalendar(draftOf(draft))
      return {
        ...{ id: id as string, name, version, zone: draft.zone, holidays: draft.holidays.length },
        hours: made.ok ? hoursOf(made.value) : "",
        usedBy: kept.policies
          .filter((policy) => policy.draft.targets.some((target) => target.calendar === id))
          .map((policy) => policy.name),
      }
    }),
  }
}

export type SlaLists = Awaited<ReturnType<typeof listPage>>
