import { Activity, KeyRound, ListChecks, Mail, ScrollText } from "lucide-react"
import { Outlet } from "react-router"
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
      seesMail: person.permissions.has("mail.read"),
    }
  })
}

const mailNav: NavItem = { to: "/admin/mail", label: "Mail", icon: Mail }
const ssoNav: NavItem = { to: "/admin/sso", label: "Sign-on", icon: KeyRound }

export default function AdminLayout({ loaderData }: Route.ComponentProps) {
  return (
    <Shell
      area="Administration"
      person={loaderData}
      nav={[
        { to: "/admin", label: "Sources", icon: Activity },
        ...(loaderData.seesAudit ? [{ to: "/admin/audit", label: "Audit", icon: ScrollText }] : []),
        ...(loaderData.seesMail ? [mailNav] : []),
        ...(loaderData.managesSso ? [ssoNav] : []),
        { to: "/ops/queue", label: "Queue", icon: ListChecks },
      ]}
    >
      <Outlet />
    </Shell>
  )
}
