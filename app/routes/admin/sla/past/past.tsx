import { useFetcher } from "react-router"
import { withPortfolio, withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { tryPolicy } from "#app/domain/sla/past/try-policy.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { notFound } from "#app/kernel/errors.ts"
import { Button } from "#app/ui/button.tsx"
import { ChoiceField } from "#app/ui/field.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import { chosenPolicy, choosablePolicies } from "../choosable.server.ts"
import { SlaTabs } from "../sla-tabs.tsx"
import { trialOf } from "./trial.ts"
import { TrialReport } from "./trial-report.tsx"
import type { Route } from "./+types/past"

export const meta: Route.MetaFunction = () => [{ title: "On the past · SLA · Watchfloor" }]

const needs = ["sla.read", "clients.read"] as const

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const policies = await withProvider(person, needs, choosablePolicies)
    const clients = await withPortfolio(person, needs, listAllClients)
    return { policies, clients: clients.map(({ id, name }) => ({ id, name })) }
  })
}

/** Replays the past under a policy. Changes nothing, so whoever may read what was promised may. */
export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const form = await readForm(request)
    const wanted = String(form.get("client") ?? "")
    const policy = String(form.get("policy") ?? "")
    const terms = await withProvider(person, needs, (tx) => chosenPolicy(tx, policy))
    return withPortfolio(person, needs, async (t) => {
      const clients = await listAllClients(t)
      const only = wanted === "" ? null : clients.find(({ id }) => id === wanted)
      if (only === undefined) throw notFound("Client")
      const names = new Map(clients.map(({ id, name }) => [id, name]))
      return trialOf(await tryPolicy(t, terms, only?.id ?? null), names)
    })
  })
}

export default function Past({ loaderData }: Route.ComponentProps) {
  const { policies, clients } = loaderData
  const trial = useFetcher<typeof action>()
  const busy = trial.state !== "idle"
  const refused = trial.data && !trial.data.ok ? trial.data.error : null
  return (
    <>
      <PageHeader title="Service levels" />
      <SlaTabs current="past" />
      <div className="grid gap-6 px-4 pb-8 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <trial.Form method="post" className="grid content-start gap-4" aria-label="What to try">
          <p className="text-text-2">
            What the incidents of the last 90 days would have come to under another policy. People's acts stay
            what they were; nothing is changed.
          </p>
          {refused ? (
            <p role="alert" className="rounded-md bg-s1-tint px-3 py-2 text-s1-ink">
              {refused.message}
            </p>
          ) : null}
          <ChoiceField label="Policy" name="policy">
            {policies.map(({ id, name }) => (
              <option key={id} value={id}>
                {visibleText(name)}
              </option>
            ))}
          </ChoiceField>
          <ChoiceField label="Incidents of" name="client">
            <option value="">every client</option>
            {clients.map(({ id, name }) => (
              <option key={id} value={id}>
                {visibleText(name)}
              </option>
            ))}
          </ChoiceField>
          <Button look="primary" type="submit" disabled={busy}>
            {busy ? "Replaying …" : "Try it on the last 90 days"}
          </Button>
        </trial.Form>
        <TrialReport busy={busy} trial={trial.data?.ok ? trial.data.value : null} />
      </div>
    </>
  )
}
