import { withPortfolio, withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { listRules } from "#app/domain/correlation/read.server.ts"
import { simulate } from "#app/domain/correlation/simulate.server.ts"
import { withDraft } from "#app/domain/correlation/wanted.ts"
import { onAction } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { notFound } from "#app/kernel/errors.ts"
import { secondsBetween } from "#app/kernel/time.ts"
import { readRule } from "./read-rule.ts"
import type { Route } from "./+types/simulate"

/**
 * Tries the list of rules on the last days: as it is saved, or with the rule of a form in its place. Changes nothing, so
 * whoever may read rules and alerts may.
 */
export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const saved = await withProvider(person, ["rules.read", "alerts.read"], listRules)
    const form = await readForm(request)
    const draft = form.has("titleTemplate") ? withDraft(saved, readRule(form), form.get("ruleId")) : null
    return withPortfolio(person, ["alerts.read", "clients.read"], async (t) => {
      const clients = await listAllClients(t)
      const wanted = String(form.get("only") ?? "")
      const only = wanted === "" ? null : clients.find(({ id }) => id === wanted)
      if (only === undefined) throw notFound("Client")
      const found = await simulate(t, draft ?? saved, draft && saved, only?.id ?? null)
      const names = new Map(clients.map(({ id, name }) => [id, name]))
      return {
        ...found,
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
