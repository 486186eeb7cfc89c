import { withOwnClient } from "#app/auth/guards.server.ts"
import { requireClientPerson } from "#app/auth/staff.server.ts"
import { noiseDaysOf } from "#app/domain/noise/noise.ts"
import { topProposals } from "#app/domain/noise/propose.ts"
import { readOwnNoise } from "#app/domain/noise/read.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { EmptyState } from "#app/ui/page-header.tsx"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import { NoiseFigures } from "../shared/noise/figures.tsx"
import { PeriodForm } from "../shared/noise/period-form.tsx"
import { ruleRow } from "../shared/noise/row.ts"
import { RulesTable } from "../shared/noise/rules-table.tsx"
import type { Route } from "./+types/noise"

export const meta: Route.MetaFunction = () => [{ title: "Noise · Watchfloor" }]

/** Rules a client sees: the loudest. */
const rulesShown = 20

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireClientPerson(request)
    const days = noiseDaysOf(new URL(request.url).searchParams.get("days"))
    return withOwnClient(person, ["own.read"], async (t) => {
      const { totals, rules } = await readOwnNoise(t, days)
      const proposals = topProposals(rules, 5).map(({ rule, proposal }) => ({
        ...{ key: ruleRow(rule, "").key, title: rule.title, source: rule.source },
        ...{ why: proposal.why, what: proposal.what, saves: proposal.saves },
      }))
      return { days, totals, proposals, rules: rules.slice(0, rulesShown).map((rule) => ruleRow(rule, "")) }
    })
  })
}

/** The client's own figures: what its tools report, and what could be quieter. */
export default function ClientNoise({ loaderData }: Route.ComponentProps) {
  const { days, totals, rules, proposals } = loaderData
  return (
    <div className="mx-auto grid max-w-5xl gap-6 px-4 py-8 text-md">
      <div>
        <h1 className="mb-1 text-2xl font-semibold">What your tools report</h1>
        <p className="text-text-2">
          We read all of it and fold what belongs together. What turns out harmless is better not reported at
          all: these are the figures to talk about with us.
        </p>
      </div>
      <PeriodForm days={days} />
      {totals.events === 0 && rules.length === 0 ? (
        <EmptyState title="Nothing was reported in this time">Choose a longer period.</EmptyState>
      ) : (
        <>
          <Section title="What came in, and what it came to">
            <NoiseFigures totals={totals} />
          </Section>
          {proposals.length > 0 ? (
            <Section title="What could be quieter">
              <ul className="grid gap-3">
                {proposals.map(({ key, title, source, why, what }) => (
                  <li key={key}>
                    <p className="font-medium">
                      <Said>{title}</Said>{" "}
                      <span className="font-normal text-text-2">
                        · <Said>{source}</Said>
                      </span>
                    </p>
                    <p className="text-text-2">
                      {why} {what}
                    </p>
                  </li>
                ))}
              </ul>
            </Section>
          ) : null}
          <Section title="The loudest rules">
            <RulesTable rules={rules} withClient={false} />
          </Section>
        </>
      )}
    </div>
  )
}
