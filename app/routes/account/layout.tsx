import { Building2, ListChecks, Users } from "lucide-react"
import { Outlet } from "react-router"
import { requireStaff } from "#app/auth/staff.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { Shell } from "#app/ui/shell.tsx"
import type { Route } from "./+types/layout"

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    return {
      name: person.name,
      role: person.role,
      seesQueue: person.permissions.has("alerts.read"),
      seesPeople: person.permissions.has("client-people.manage"),
    }
  })
}

export default function AccountLayout({ loaderData }: Route.ComponentProps) {
  const queue = loaderData.seesQueue ? [{ to: "/ops/queue", label: "Queue", icon: ListChecks }] : []
  const people = loaderData.seesPeople ? [{ to: "/admin/people", label: "People", icon: Users }] : []
  return (
    <Shell
      area="Accounts"
      person={loaderData}
      nav={[{ to: "/account", label: "Clients", icon: Building2 }, ...people, ...queue]}
    >
      <Outlet />
    </Shell>
  )
}
