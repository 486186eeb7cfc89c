import { Download } from "lucide-react"
import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { buttonClass } from "#app/ui/button.tsx"
import { EmptyState, PageHeader } from "#app/ui/page-header.tsx"
import { Section } from "#app/ui/section.tsx"
import { NoiseFigures } from "../../shared/noise/figures.tsx"
import { PeriodForm } from "../../shared/noise/period-form.tsx"
import { RulesTable } from "../../shared/noise/rules-table.tsx"
import { Proposals } from "./proposals.tsx"
import { noiseScreen, readQuery, rulesShown } from "./screen.server.ts"
import type { Route } from "./+types/noise"

export const meta: Route.MetaFunction = () => [{ title: "Noise · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const query = readQuery(request)
    const { rules, ...screen } = await withPortfolio(person, ["alerts.read", "clients.read"], (t) =>
      noiseScreen(t, query),
    )
    return {
      ...screen,
      rules: rules.slice(0, rulesShown),
      more: rules.length > rulesShown,
      maySuppress: person.permissions.has("suppressions.manage"),
    }
  })
}

/** What tools report, what of it was worth work, and what could be tuned: with the client, not against it. */
export default function Noise({ loaderData }: Route.ComponentProps) {
  const { days, client, clients, totals, rules, proposals, more, maySuppress, suppressing } = loaderData
  const name = clients.find(({ id }) => id === client)?.name ?? "all clients"
  const isEmpty = totals.events === 0 && rules.length === 0
  return (
    <>
      <PageHeader title="Noise">
        {isEmpty ? null : (
          <a
            href={`/ops/noise/export?days=${days}${client ? `&client=${client}` : ""}`}
            className={buttonClass("quiet", "print:hidden")}
          >
            <Download className="size-4" aria-hidden="true" /> CSV
          </a>
        )}
      </PageHeader>
      <div className="grid gap-6 px-4 pb-12">
        <PeriodForm days={days} client={client} clients={clients} />
        <p className="hidden print:block">
          {name}, last {days === 1 ? "24 hours" : `${days} days`}
        </p>
        {isEmpty ? (
          <EmptyState title="Nothing was reported in this time">
            Choose a longer period, or look at the sources: one of them may be silent.
          </EmptyState>
        ) : (
          <>
            <Section title="What came in, and what it came to">
              <NoiseFigures totals={totals} />
            </Section>
            <Section
              title="Proposed tuning"
              intro="The changes that would spare most, from what these rules' alerts came to. Each is a question to ask with the client."
            >
              <Proposals proposals={proposals} withClient={client === undefined} {...{ days, maySuppress }} />
            </Section>
            <Section
              title="Rules"
              {...(more ? { intro: `The ${rules.length} loudest. The CSV holds more of them.` } : {})}
            >
              <RulesTable
                {...{ rules }}
                withClient={client === undefined}
                {...(maySuppress ? { suppressing } : {})}
              />
            </Section>
          </>
        )}
      </div>
    </>
  )
}
