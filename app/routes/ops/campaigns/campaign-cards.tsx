import { Link } from "react-router"
import { Said } from "#app/ui/said.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import type { CampaignCard } from "./row.ts"

export function CampaignCards({ campaigns }: { readonly campaigns: readonly CampaignCard[] }) {
  return (
    <ul className="grid gap-3">
      {campaigns.map((campaign) => (
        <li key={campaign.id} className="grid gap-1 rounded-lg border border-line bg-surface p-4">
          <span className="flex flex-wrap items-baseline justify-between gap-2">
            <Link to={`/ops/campaigns/${campaign.id}`} className="font-medium text-link hover:underline">
              <Said>{campaign.name}</Said>
            </Link>
            {campaign.closed ? <span className="text-xs text-text-3">closed</span> : null}
          </span>
          {campaign.summary ? (
            <p className="line-clamp-2 text-sm text-text-2">
              <Said>{campaign.summary}</Said>
            </p>
          ) : null}
          <p className="tnum text-xs text-text-3">
            {counted(campaign)} · started by <Said>{campaign.openedBy}</Said>{" "}
            <Moment at={campaign.openedAt} />
          </p>
        </li>
      ))}
    </ul>
  )
}

/** "3 incidents at 2 clients, 4 more out of your reach" */
export function counted(campaign: Pick<CampaignCard, "incidents" | "clients" | "elsewhere">): string {
  const plural = (n: number, one: string) => `${n} ${one}${n === 1 ? "" : "s"}`
  const here = `${plural(campaign.incidents, "incident")} at ${plural(campaign.clients, "client")}`
  return campaign.elsewhere > 0 ? `${here}, ${campaign.elsewhere} more out of your reach` : here
}
