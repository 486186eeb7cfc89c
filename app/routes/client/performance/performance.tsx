import { Download } from "lucide-react"
import { Form } from "react-router"
import * as z from "zod"
import { withOwnClient, withOwnTenant } from "#app/auth/guards.server.ts"
import { requireClientPerson } from "#app/auth/staff.server.ts"
import { contestExclusion } from "#app/domain/sla/exclusions/contest.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { MonthChoice } from "../../shared/sla/month-choice.tsx"
import { Button, buttonClass } from "#app/ui/button.tsx"
import { EmptyState } from "#app/ui/page-header.tsx"
import { Section } from "#app/ui/section.tsx"
import { AttainmentTable } from "../../shared/sla/attainment-table.tsx"
import { OwnCorrectionList } from "./correction-list.tsx"
import { OwnMissList } from "./miss-list.tsx"
import { performanceScreen } from "./screen.server.ts"
import { verdict } from "./verdict.ts"
import { YearOfAttainment } from "./year.tsx"
import type { Route } from "./+types/performance"

export const meta: Route.MetaFunction = () => [{ title: "Performance · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireClientPerson(request)
    const month = new URL(request.url).searchParams.get("month")
    const mayReply = person.permissions.has("own.reply") && !person.viewing
    return withOwnClient(person, ["own.read"], async (t) => ({
      ...(await performanceScreen(t, person.clientId, month)),
      mayReply,
    }))
  })
}

const objection = z.object({ exclusion: z.string(), reason: z.string() })

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireClientPerson(request)
    const { exclusion, reason } = parseForm(await readForm(request), objection)
    await withOwnTenant(person, ["own.reply"], (t) =>
      contestExclusion(t, parseId("sla-exclusion", exclusion), { reason }),
    )
    return null
  })
}

/** Did we keep our promises: a sentence, the figures, the year, and each miss with its reason. */
export default function Performance({ loaderData }: Route.ComponentProps) {
  const { month, months, monthName, targets, total, year, misses, unlisted, timeZone, asOf, mayReply } =
    loaderData
  const isEmpty = total.met + total.missed === 0
  return (
    <div className="mx-auto grid max-w-4xl gap-6 px-4 py-8 text-md">
      <div>
        <h1 className="mb-1 text-2xl font-semibold">{verdict(targets, monthName)}</h1>
        <p className="text-text-2">
          {monthName} in {timeZone}, as of {asOf}. Adjusted leaves out what was approved as not ours; you can
          object to it below.
        </p>
      </div>
      <div className="flex flex-wrap items-end gap-3 print:hidden">
        <Form key={month} className="flex flex-wrap items-end gap-3">
          <MonthChoice month={month} words={monthName} months={months} />
          <Button type="submit" className="h-10">
            Show
          </Button>
        </Form>
        <a href={`/client/performance/export?month=${month}`} className={buttonClass("quiet", "h-10")}>
          <Download className="size-4" aria-hidden="true" /> Clocks, CSV
        </a>
        <a
          href={`/client/performance/export?what=attainment&month=${month}`}
          className={buttonClass("quiet", "h-10")}
        >
          <Download className="size-4" aria-hidden="true" /> Attainment, CSV
        </a>
      </div>
      <Section title="What was promised, and how it was kept">
        {isEmpty ? (
          <EmptyState title="Nothing fell due in this month">Choose another month.</EmptyState>
        ) : (
          <AttainmentTable
            label="Attainment"
            first="Promise"
            fewest={3}
            rows={[...targets, { key: "all", name: "All together", isTotal: true, ...total }]}
          />
        )}
      </Section>
      <Section title="Twelve months">
        <YearOfAttainment year={year} />
      </Section>
      <Section title="What we missed">
        <OwnMissList misses={misses} unlisted={unlisted} mayReply={mayReply} />
      </Section>
      <OwnCorrectionList corrections={loaderData.corrections} />
    </div>
  )
}
