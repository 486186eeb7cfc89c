import { House, UserRound } from "lucide-react"
import { Outlet } from "react-router"
import { homeOf } from "#app/auth/home.ts"
import { requirePerson } from "#app/auth/staff.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { Shell } from "#app/ui/shell.tsx"
import type { Route } from "./+types/layout"

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requirePerson(request)
    return { name: person.name, role: person.role, home: homeOf(person) }
  })
}

/** Somebody's own account, staff and client people alike. */
export default function MeLayout({ loaderData }: Route.ComponentProps) {
  return (
    <Shell
      area="Your account"
      person={loaderData}
      nav={[
        { to: loaderData.home, label: "Your work", icon: House },
        { to: "/me", label: "Account", icon: UserRound },
      ]}
    >
      <Outlet />
    </Shell>
  )
}
