import { withPortfolio, withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import type { ReplayGroup } from "#app/domain/correlation/replay.ts"
import { listRules } from "#app/domain/correlation/read.server.ts"
import { type Lists, lookAtRules, simulationSoFar } from "#app/domain/correlation/simulate.server.ts"
import { withDraft } from "#app/domain/correlation/wanted.ts"
import { onAction } from "#app/http/errors.server.ts"
import { carryLook, takeLook, turnUntil } from "#app/http/carried-looks.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { notFound } from "#app/kernel/errors.ts"
import { secondsBetween } from "#app/kernel/time.ts"
import { readRule } from "./read-rule.ts"
import type { Route } from "./+types/simulate"

const subject = "correlation rules"

/**
 * Tries the list of rules on the last days: as it is saved, or with the rule of a form in its place; or goes on with a trial
 * that has begun. Changes nothing, so whoever may read rules and alerts may.
 */
export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const rules = await withProvider(person, ["rules.read", "alerts.read"], listRules)
    const form = await readForm(request)
    const begun = takeLook(person.userId, subject, form, simulationSoFar)
    return withPortfolio(person, ["alerts.read", "clients.read"], async (t) => {
      const clients = await listAllClients(t)
      const look = lookAtRules(listsOf(form, rules, clients), begun)
      const { isDone, ...found } = await look.goOn(t, turnUntil())
      const names = new Map(clients.map(({ id, name }) => [id, name]))
      return {
        ...found,
        next: isDone ? null : carryLook(person.userId, subject, look.carry()),
        now: t.now.epochMilliseconds,
        // Of a turn before, and perhaps of a client who is out of reach by now.
        largest: found.largest.flatMap((group) => {
          const client = names.get(group.tenantId)
          return client === undefined ? [] : shownAs(group, client)
        }),
      }
    })
  })
}

/** @throws DomainError `invalid` with what is wrong in the form; `not_found` for a client out of reach */
function listsOf(
  form: FormData,
  saved: Lists["draft"],
  clients: Awaited<ReturnType<typeof listAllClients>>,
): Lists {
  const draft = form.has("titleTemplate") ? withDraft(saved, readRule(form), form.get("ruleId")) : null
  const wanted = String(form.get("only") ?? "")
  const only = wanted === "" ? null : clients.find(({ id }) => id === wanted)
  if (only === undefined) throw notFound("Client")
  return { draft: draft ?? saved, saved: draft && saved, client: only?.id ?? null }
}

function shownAs({ openedAt, lastAlertAt, examples, ...group }: ReplayGroup, client: string) {
  const { title, rule, isCandidate, alerts } = group
  return {
    ...{ title, rule, isCandidate, alerts, client },
    openedAt: openedAt.toString(),
    minutes: secondsBetween(openedAt, lastAlertAt) / 60,
    examples: examples.map(({ at, ...example }) => ({ ...example, at: at.toString() })),
  }
}
