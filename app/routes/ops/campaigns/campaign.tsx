import * as z from "zod"
import { useState } from "react"
import { Link } from "react-router"
import { ArrowLeft } from "lucide-react"
import { withCampaigns, withPortfolio } from "#app/auth/guards.server.ts"
import type { Person } from "#app/auth/principal.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import {
  addToCampaign,
  closeCampaign,
  removeFromCampaign,
  renameCampaign,
} from "#app/domain/campaigns/change.server.ts"
import { readCampaign } from "#app/domain/campaigns/read.server.ts"
import { listIncidents } from "#app/domain/incidents/read.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { type CampaignId, parseId } from "#app/kernel/ids.ts"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Said } from "#app/ui/said.tsx"
import { TimeAgo } from "#app/ui/time-ago.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import { incidentRow } from "../incidents/row.ts"
import { CampaignFields } from "./campaign-fields.tsx"
import { counted } from "./campaign-cards.tsx"
import { incidentIds, membersOf } from "./members.server.ts"
import { MemberTable } from "./member-table.tsx"
import { cardOf } from "./row.ts"
import type { Route } from "./+types/campaign"

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${visibleText(loaderData?.campaign.name ?? "Campaign")} · Watchfloor` },
]

export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const id = parseId("campaign", params.campaignId)
    const campaign = await withCampaigns(person, (tx, reach) => readCampaign(tx, reach, id))
    const ids = campaign.members.map((member) => member.incidentId)
    return withPortfolio(person, ["campaigns.work", "incidents.read"], async (t) => {
      const page = await listIncidents(t, { ids }, { order: "newest", limit: 500 })
      return {
        campaign: cardOf(campaign),
        rows: page.items.map(incidentRow),
        now: t.now.epochMilliseconds,
      }
    })
  })
}

const incidents = z.string().max(40_000)
const form = z.discriminatedUnion("act", [
  z.object({ act: z.literal("add"), incidents }),
  z.object({ act: z.literal("remove"), incidents }),
  z.object({ act: z.literal("change"), name: z.string(), summary: z.string().default("") }),
  z.object({ act: z.literal("close") }),
  z.object({ act: z.literal("reopen") }),
])

export async function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const id = parseId("campaign", params.campaignId)
    await perform(person, id, parseForm(await readForm(request), form))
    return { campaignId: id }
  })
}

async function perform(person: Person, id: CampaignId, act: z.output<typeof form>): Promise<void> {
  switch (act.act) {
    case "add": {
      const members = await membersOf(person, incidentIds(act.incidents))
      return withCampaigns(person, (tx, reach) => addToCampaign(tx, reach, id, members))
    }
    case "remove": {
      const members = await membersOf(person, incidentIds(act.incidents))
      return withCampaigns(person, async (tx, reach) => {
        for (const member of members) await removeFromCampaign(tx, reach, id, member)
      })
    }
    case "change":
      return withCampaigns(person, (tx, reach) => renameCampaign(tx, reach, id, act))
    case "close":
    case "reopen":
      return withCampaigns(person, (tx, reach) => closeCampaign(tx, reach, id, act.act === "close"))
  }
}

export default function Campaign({ loaderData }: Route.ComponentProps) {
  const { campaign, rows, now } = loaderData
  const [editing, setEditing] = useState(false)
  return (
    <div className="mx-auto max-w-[70rem] pb-8">
      <p className="px-4 pt-4">
        <Link
          to="/ops/campaigns"
          className="inline-flex items-center gap-1 text-sm text-link hover:underline"
        >
          <ArrowLeft className="size-4" aria-hidden="true" /> Campaigns
        </Link>
      </p>
      <PageHeader title={campaign.name} count={campaign.closed ? "closed" : "open"}>
        <Button onClick={() => setEditing(true)}>Edit …</Button>
        <ActForm act={campaign.closed ? "reopen" : "close"} className="contents">
          {({ busy }) => (
            <Button type="submit" disabled={busy}>
              {campaign.closed ? "Open again" : "Close the campaign"}
            </Button>
          )}
        </ActForm>
      </PageHeader>
      <div className="grid gap-4 px-4">
        <p className="tnum text-sm text-text-3">
          {counted(campaign)} · started by <Said>{campaign.openedBy}</Said>{" "}
          <TimeAgo at={campaign.openedAt} renderedAt={now} /> · no client sees this
        </p>
        {campaign.summary ? (
          <p className="max-w-3xl whitespace-pre-wrap text-text-2">
            <Said>{campaign.summary}</Said>
          </p>
        ) : null}
        <MemberTable rows={rows} now={now} />
        {campaign.elsewhere > 0 ? (
          <p className="text-sm text-text-3" role="note">
            {campaign.elsewhere} more {campaign.elsewhere === 1 ? "incident is" : "incidents are"} at clients
            you are not assigned to.
          </p>
        ) : null}
      </div>
      <Dialog open={editing} onClose={() => setEditing(false)} title="Edit the campaign">
        <ActForm act="change" keep onDone={() => setEditing(false)}>
          {({ busy, errors }) => (
            <>
              <CampaignFields errors={errors} name={campaign.name} summary={campaign.summary} />
              <DialogActions onCancel={() => setEditing(false)} disabled={busy}>
                Save the campaign
              </DialogActions>
            </>
          )}
        </ActForm>
      </Dialog>
    </div>
  )
}
