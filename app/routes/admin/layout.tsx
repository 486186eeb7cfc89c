import {
  Activity,
  Boxes,
  CircleHelp,
  Gauge,
  Grid3x3,
  KeyRound,
  ListChecks,
  LogIn,
  Mail,
  ScrollText,
  ShieldCheck,
  Users,
  Workflow,
} from "lucide-react"
import { Outlet } from "react-router"
import { reachOf } from "#app/auth/access.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { type NavItem, Shell } from "#app/ui/shell.tsx"
import type { Route } from "./+types/layout"

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    return {
      name: person.name,
      role: person.role,
      seesAudit: person.permissions.has("audit.read"),
      managesSso: person.permissions.has("sso.manage"),
      seesRules: person.permissions.has("rules.read"),
      seesSla: reachOf(person, ["sla.read"]) === "all",
      seesMail: person.permissions.has("mail.read"),
      seesRoles: person.permissions.has("people.read"),
      seesTokens: person.permissions.has("tokens.manage"),
      seesServices: person.permissions.has("services.read"),
      seesUnrouted: reachOf(person, ["unrouted.settle"]) === "all",
      seesPeople: person.permissions.has("people.read") || person.permissions.has("client-people.manage"),
      seesSecurity: person.permissions.has("security.manage"),
    }
  })
}

const slaNav: NavItem = { to: "/admin/sla", label: "SLA", icon: Gauge }
const servicesNav: NavItem = { to: "/admin/services", label: "Services", icon: Boxes }
const unroutedNav: NavItem = { to: "/admin/unrouted", label: "Unrouted", icon: CircleHelp }
const peopleNav: NavItem = { to: "/admin/people", label: "People", icon: Users }
const securityNav: NavItem = { to: "/admin/security", label: "Security", icon: ShieldCheck }
const mailNav: NavItem = { to: "/admin/mail", label: "Mail", icon: Mail }
const ssoNav: NavItem = { to: "/admin/sso", label: "Sign-on", icon: LogIn }

export default function AdminLayout({ loaderData }: Route.ComponentProps) {
  return (
    <Shell
      area="Administration"
      person={loaderData}
      nav={[
        { to: "/admin", label: "Sources", icon: Activity },
        ...(loaderData.seesRules ? [{ to: "/admin/rules", label: "Rules", icon: Workflow }] : []),
        ...(loaderData.seesServices ? [servicesNav] : []),
        ...(loaderData.seesSla ? [slaNav] : []),
        ...(loaderData.seesUnrouted ? [unroutedNav] : []),
        ...(loaderData.seesAudit ? [{ to: "/admin/audit", label: "Audit", icon: ScrollText }] : []),
        ...(loaderData.seesPeople ? [peopleNav] : []),
        ...(loaderData.seesSecurity ? [securityNav] : []),
        ...(loaderData.seesMail ? [mailNav] : []),
        ...(loaderData.managesSso ? [ssoNav] : []),
        ...(loaderData.seesTokens ? [{ to: "/admin/tokens", label: "Tokens", icon: KeyRound }] : []),
        ...(loaderData.seesRoles ? [{ to: "/admin/roles", label: "Roles", icon: Grid3x3 }] : []),
        { to: "/ops/queue", label: "Queue", icon: ListChecks },
      ]}
    >
      <Outlet />
    </Shell>
  )
}
