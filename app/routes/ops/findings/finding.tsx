import { ArrowLeft } from "lucide-react"
import { Link } from "react-router"
import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import { SeverityGlyph } from "#app/ui/severity-glyph.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import { Clocks } from "../incident/clocks.tsx"
import { AskedSection } from "./acceptance.tsx"
import { Acts } from "./acts.tsx"
import { FindingFacts } from "./finding-facts.tsx"
import { History, Sightings } from "./history.tsx"
import { perform } from "./perform.server.ts"
import { findingScreen } from "./screen.server.ts"
import type { Route } from "./+types/finding"

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${visibleText(loaderData?.finding.title ?? "Finding")} · Watchfloor` },
]

export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const id = parseId("finding", params.findingId)
    return withPortfolio(person, ["alerts.read"], (t) => findingScreen(t, person, id))
  })
}

export function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => perform(await requireStaff(request), params.findingId, await readForm(request)))
}

/** One weakness: what is known of it, when it is due, and what is done about it. */
export default function Finding({ loaderData }: Route.ComponentProps) {
  const { finding, clocks, asked, mayWork, mayDecide, isOwn, readsMisses, history, sightings, now } =
    loaderData
  return (
    <div className="mx-auto grid max-w-[90rem] gap-4 p-4 pb-12">
      <div>
        <Link
          to="/ops/findings"
          className="tap inline-flex items-center gap-1 text-sm text-link hover:underline"
        >
          <ArrowLeft className="size-4" aria-hidden="true" /> Findings
        </Link>
        <h1 className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-xl font-semibold">
          <SeverityGlyph severity={finding.severity} /> <Said>{finding.title}</Said>
          <span className={`rounded-full px-2.5 text-xs font-normal ${finding.tone}`}>
            {finding.stateWord}
          </span>
        </h1>
        <p className="text-sm text-text-2">
          {finding.stateWord} since <Moment at={finding.stateAt} />: <Said>{finding.stateBy}</Said>
        </p>
      </div>
      {mayWork ? <Acts finding={finding} asked={asked !== null} /> : null}
      {asked ? <AskedSection {...{ asked, mayDecide, isOwn }} mayWithdraw={isOwn && mayWork} /> : null}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <Section title="What is known">
          <FindingFacts finding={finding} />
        </Section>
        <Clocks
          {...{ clocks, now, readsMisses }}
          none="No commitment: nobody promised by when it is fixed."
        />
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <History entries={history} />
        <Sightings sightings={sightings} count={finding.count} />
      </div>
    </div>
  )
}
