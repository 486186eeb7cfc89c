import { Link } from "react-router"
import * as z from "zod"
import { withPortfolio, withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { moveRule } from "#app/domain/correlation/move.server.ts"
import { listRules } from "#app/domain/correlation/read.server.ts"
import { setRuleEnabled } from "#app/domain/correlation/set-enabled.server.ts"
import { adapters } from "#app/domain/ingest/registry.ts"
import { describeMatcher } from "#app/domain/matching/describe.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { Button, buttonClass } from "#app/ui/button.tsx"
import { ChoiceField } from "#app/ui/field.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { RuleList } from "./rule-list.tsx"
import { SimulationResult } from "./simulation-result.tsx"
import { useSimulation } from "./use-simulation.ts"
import { outcomeOf } from "./words.ts"
import type { Route } from "./+types/rules"

export const meta: Route.MetaFunction = () => [{ title: "Correlation rules · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const rules = await withProvider(person, ["rules.read"], listRules)
    const clients = await withPortfolio(person, ["clients.read"], listAllClients)
    const names = new Map<string, string>(clients.map(({ id, name }) => [id, name]))
    const tool = Object.fromEntries(Object.entries(adapters).map(([key, { label }]) => [key, label]))
    return {
      clients: clients.map(({ id, name }) => ({ id, name })),
      mayManage: person.permissions.has("rules.manage"),
      rules: rules.map(({ id, name, enabled, version, clients: at, definition }) => ({
        ...{ id, name, enabled, version },
        where: at ? at.map((client) => names.get(client) ?? "a client").join(", ") : "Every client",
        discipline: definition.discipline,
        matches: describeMatcher(definition.matcher, { tool }),
        outcome: outcomeOf(definition),
      })),
    }
  })
}

const act = z.object({ act: z.enum(["up", "down", "enable", "disable"]), rule: z.string() })

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const form = await readForm(request)
    return withProvider(person, ["rules.manage"], async (tx) => {
      const wanted = parseForm(form, act)
      const id = parseId("correlation-rule", wanted.rule)
      if (wanted.act === "up" || wanted.act === "down") await moveRule(tx, id, wanted.act)
      else await setRuleEnabled(tx, id, wanted.act === "enable")
      return null
    })
  })
}

export default function Rules({ loaderData }: Route.ComponentProps) {
  const { rules, clients, mayManage } = loaderData
  const { facts, steps, tryForm } = useSimulation()
  return (
    <>
      <PageHeader title="Correlation rules" count={`${rules.length + 1}`}>
        {mayManage ? (
          <Link to="/admin/rules/new" className={buttonClass("primary")}>
            Add a rule
          </Link>
        ) : null}
      </PageHeader>
      <p className="max-w-3xl px-4 pb-4 text-text-2">
        How alerts become incidents: in this order, the first rule that matches owns the alert. What no rule
        takes goes by the last.
      </p>
      <div className="grid gap-6 px-4 pb-8 xl:grid-cols-[minmax(0,1fr)_28rem]">
        <RuleList rules={rules} mayManage={mayManage} />
        <div className="grid content-start gap-4">
          <form
            onSubmit={(event) => {
              event.preventDefault()
              tryForm(event.currentTarget)
            }}
            className="flex flex-wrap items-end gap-2"
          >
            <ChoiceField label="Alerts of" name="only" defaultValue="" className="min-w-40 flex-1">
              <option value="">every client</option>
              {clients.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </ChoiceField>
            <Button type="submit" disabled={steps.isGoing} className="h-10">
              Try the list
            </Button>
          </form>
          <SimulationResult
            steps={steps}
            simulation={facts}
            empty="Try the list to see what it would have made of the last 7 days, beside the incidents there are."
          />
        </div>
      </div>
    </>
  )
}
