import { Activity, AudioLines, BellOff, Flame, ListChecks, ScanSearch, Timer, Waypoints } from "lucide-react"
import { Outlet, useNavigate } from "react-router"
import { requireStaff } from "#app/auth/staff.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { ConnectionPill } from "#app/live/connection-pill.tsx"
import { LiveProvider } from "#app/live/live-provider.tsx"
import { useHotkeys } from "#app/ui/hotkeys.ts"
import { type NavItem, Shell } from "#app/ui/shell.tsx"
import type { Route } from "./+types/layout"

const nav: readonly NavItem[] = [
  { to: "/ops/queue", label: "Queue", icon: ListChecks, keys: "g q" },
  { to: "/ops/incidents", label: "Incidents", icon: Flame, keys: "g i" },
  { to: "/ops/findings", label: "Findings", icon: ScanSearch, keys: "g f" },
  { to: "/ops/noise", label: "Noise", icon: AudioLines },
]
const suppressionsNav: NavItem = {
  to: "/ops/suppressions",
  label: "Suppressions",
  icon: BellOff,
  keys: "g u",
}
const campaignNav: NavItem = { to: "/ops/campaigns", label: "Campaigns", icon: Waypoints }
const slaNav: NavItem = { to: "/ops/sla", label: "SLA", icon: Timer, keys: "g s" }
const adminNav: NavItem = { to: "/admin", label: "Sources", icon: Activity }

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    return {
      name: person.name,
      role: person.role,
      userId: person.userId,
      seesSources: person.permissions.has("sources.read"),
      seesSuppressions: person.permissions.has("suppressions.manage"),
      seesCampaigns: person.permissions.has("campaigns.work"),
      seesSla: person.permissions.has("sla.read"),
      seesAudit: person.permissions.has("audit.read"),
    }
  })
}

/** The analysts' area. One live stream serves every screen in it. */
export default function OpsLayout({ loaderData }: Route.ComponentProps) {
  const navigate = useNavigate()
  useHotkeys([
    { keys: "g q", does: "Queue", run: () => void navigate("/ops/queue") },
    { keys: "g i", does: "Incidents", run: () => void navigate("/ops/incidents") },
    { keys: "g f", does: "Findings", run: () => void navigate("/ops/findings") },
    ...(loaderData.seesSuppressions
      ? [{ keys: "g u", does: "Suppressions", run: () => void navigate("/ops/suppressions") }]
      : []),
    ...(loaderData.seesSla ? [{ keys: "g s", does: "SLA", run: () => void navigate("/ops/sla") }] : []),
    ...(loaderData.seesAudit
      ? [{ keys: "g a", does: "Audit", run: () => void navigate("/admin/audit") }]
      : []),
  ])
  return (
    <LiveProvider>
      <Shell
        area="Operations"
        person={loaderData}
        nav={[
          ...nav,
          ...(loaderData.seesSla ? [slaNav] : []),
          ...(loaderData.seesSuppressions ? [suppressionsNav] : []),
          ...(loaderData.seesCampaigns ? [campaignNav] : []),
          ...(loaderData.seesSources ? [adminNav] : []),
        ]}
        status={<ConnectionPill />}
      >
        <Outlet />
      </Shell>
    </LiveProvider>
  )
}
