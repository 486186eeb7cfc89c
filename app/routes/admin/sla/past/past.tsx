import { useState } from "react"
import { Form } from "react-router"
import { withPortfolio, withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { usualShare } from "#app/domain/sla/past/staffing.ts"
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
import { MoneySection } from "./money-section.tsx"
import { placeText, readPlace } from "./place.server.ts"
import { nothingTyped } from "./read-prices.ts"
import { StaffingSection } from "./staffing-section.tsx"
import { shownPart } from "./trial.ts"
import { TrialReport } from "./trial-report.tsx"
import { useReplay } from "./use-replay.ts"
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

/** Replays a part of the past under a policy. Changes nothing, so whoever may read what was promised may. */
export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const form = await readForm(request)
    const [wanted, policy, from] = ["client", "policy", "from"].map((name) => String(form.get(name) ?? ""))
    const terms = await withProvider(person, needs, (tx) => chosenPolicy(tx, policy ?? ""))
    return withPortfolio(person, needs, async (t) => {
      const clients = await listAllClients(t)
      const only = wanted === "" ? null : clients.find(({ id }) => id === wanted)
      if (only === undefined) throw notFound("Client")
      const place = readPlace(from ?? "", terms)
      const part = await tryPolicy(t, terms, { client: only?.id ?? null, from: place })
      const next = part.next && placeText(terms, part.next)
      return shownPart(part, new Map(clients.map(({ id, name }) => [id, name])), { from: from ?? "", next })
    })
  })
}

export default function Past({ loaderData }: Route.ComponentProps) {
  const { trial, steps, start } = useReplay()
  const [share, setShare] = useState(usualShare)
  const [typed, setTyped] = useState(nothingTyped)
  return (
    <>
      <PageHeader title="Service levels" />
      <SlaTabs current="past" />
      <div className="grid gap-6 px-4 pb-8 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <Choice {...loaderData} isRunning={steps.isGoing} start={start} />
        <div className="grid min-w-0 content-start gap-6">
          <TrialReport {...{ trial, steps }} />
          {trial && trial.tally.incidents > 0 ? (
            <>
              <StaffingSection trial={trial} share={share} onShare={setShare} />
              <MoneySection trial={trial} share={share} typed={typed} onTyped={setTyped} />
            </>
          ) : null}
        </div>
      </div>
    </>
  )
}

function Choice({
  policies,
  clients,
  isRunning,
  start,
}: Route.ComponentProps["loaderData"] & {
  readonly isRunning: boolean
  readonly start: (fields: FormData) => void
}) {
  return (
    <Form
      method="post"
      className="grid content-start gap-4"
      aria-label="What to try"
      onSubmit={(event) => {
        event.preventDefault()
        start(new FormData(event.currentTarget))
      }}
    >
      <p className="text-text-2">
        What the incidents of the last 90 days would have come to under another policy: promises kept, people
        on duty, credits and price. People's acts stay what they were; nothing is changed.
      </p>
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
      <Button look="primary" type="submit" disabled={isRunning}>
        {isRunning ? "Replaying …" : "Try it on the last 90 days"}
      </Button>
    </Form>
  )
}
