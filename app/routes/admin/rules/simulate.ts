import { withPortfolio, withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { listRules } from "#app/domain/correlation/read.server.ts"
import { lookAtRules, type SimulationLook } from "#app/domain/correlation/simulate.server.ts"
import { withDraft } from "#app/domain/correlation/wanted.ts"
import { onAction } from "#app/http/errors.server.ts"
import { holdLook, takeLook, turnUntil } from "#app/http/held-looks.server.ts"
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
    const begun = takeLook<SimulationLook>(person.userId, subject, form)
    return withPortfolio(person, ["alerts.read", "clients.read"], async (t) => {
      const clients = await listAllClients(t)
      const look = begun ?? newLook(form, rules, clients)
      const { isDone, ...found } = await look.goOn(t, turnUntil())
      const names = new Map(clients.map(({ id, name }) => [id, name]))
      return {
        ...found,
        next: isDone ? null : holdLook(person.userId, subject, look),
        now: t.now.epochMilliseconds,
        largest: found.largest.map(({ tenantId, openedAt, lastAlertAt, examples, ...group }) => ({
          ...group,
          client: names.get(tenantId) ?? "A client",
          openedAt: openedAt.toString(),
          minutes: secondsBetween(openedAt, lastAlertAt) / 60,
          examples: examples.map(({ at, ...example }) => ({ ...example, at: at.toString() })),
        })),
      }
    })
  })
}

/** @throws DomainError `invalid` with what is wrong in the form; `not_found` for a client out of reach */
function newLook(
  form: FormData,
  saved: Parameters<typeof lookAtRules>[0],
  clients: Awaited<ReturnType<typeof listAllClients>>,
): SimulationLook {
  const draft = form.has("titleTemplate") ? withDraft(saved, readRule(form), form.get("ruleId")) : null
  const wanted = String(form.get("only") ?? "")
  const only = wanted === "" ? null : clients.find(({ id }) => id === wanted)
  if (only === undefined) throw notFound("Client")
  return lookAtRules(draft ?? saved, draft && saved, only?.id ?? null)
}
