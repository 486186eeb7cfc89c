import * as z from "zod"
import { useState } from "react"
import { Link, useNavigate } from "react-router"
import { withCampaigns, withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { openCampaign } from "#app/domain/campaigns/open.server.ts"
import { patternsFrom, sharedTypes } from "#app/domain/campaigns/patterns.ts"
import { listCampaigns } from "#app/domain/campaigns/read.server.ts"
import { listSeenAtSeveral } from "#app/domain/incidents/cross-client.server.ts"
import { listIncidents } from "#app/domain/incidents/read.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { EmptyState, PageHeader } from "#app/ui/page-header.tsx"
import { incidentIds, membersOf } from "./members.server.ts"
import { CampaignCards } from "./campaign-cards.tsx"
import { PatternList } from "./pattern-list.tsx"
import { cardOf, patternLine } from "./row.ts"
import { StartDialog } from "./start-dialog.tsx"
import type { Route } from "./+types/campaigns"

export const meta: Route.MetaFunction = () => [{ title: "Campaigns · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const campaigns = await withCampaigns(person, listCampaigns)
    return withPortfolio(person, ["campaigns.work", "incidents.read"], async (t) => {
      const patterns = patternsFrom(await listSeenAtSeveral(t, sharedTypes))
      const ids = [...new Set(patterns.flatMap((pattern) => pattern.incidents))]
      const found =
        ids.length === 0 ? [] : (await listIncidents(t, { ids }, { order: "newest", limit: 500 })).items
      const views = new Map(found.map((view) => [view.id, view]))
      return {
        campaigns: campaigns.map(cardOf),
        patterns: patterns.map((pattern) => patternLine(pattern, views, campaigns)),
      }
    })
  })
}

const form = z.object({
  act: z.literal("open"),
  incidents: z.string().max(40_000),
  name: z.string(),
  summary: z.string().default(""),
})

export async function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const { incidents, name, summary } = parseForm(await readForm(request), form)
    const members = await membersOf(person, incidentIds(incidents))
    return { campaignId: await withCampaigns(person, (tx) => openCampaign(tx, { name, summary, members })) }
  })
}

export default function Campaigns({ loaderData }: Route.ComponentProps) {
  const { campaigns, patterns } = loaderData
  const navigate = useNavigate()
  const [starting, setStarting] = useState<readonly string[]>([])
  const open = campaigns.filter((campaign) => !campaign.closed).length
  return (
    <div className="mx-auto max-w-[90rem] pb-8">
      <PageHeader title="Campaigns" count={`${open} open`} />
      <p className="px-4 pb-2 text-text-2">
        Patterns seen at several clients, for our eyes alone. Each client sees its own incidents, and nothing
        of this.
      </p>
      <div className="grid gap-6 px-4 lg:grid-cols-2">
        <section aria-labelledby="running" className="grid content-start gap-3">
          <h2 id="running" className="text-lg font-semibold">
            Campaigns
          </h2>
          {campaigns.length === 0 ? (
            <EmptyState title="No campaign yet">
              Start one from a pattern, or from{" "}
              <Link to="/ops/incidents" className="text-link underline">
                an incident’s page
              </Link>
              .
            </EmptyState>
          ) : (
            <CampaignCards campaigns={campaigns} />
          )}
        </section>
        <PatternList patterns={patterns} onStart={setStarting} />
      </div>
      <StartDialog
        incidents={starting}
        onClose={() => setStarting([])}
        onDone={(id) => void navigate(`/ops/campaigns/${id}`)}
      />
    </div>
  )
}
