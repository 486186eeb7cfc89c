import { House, Users } from "lucide-react"
import { Outlet } from "react-router"
import { requireClientPerson } from "#app/auth/staff.server.ts"
import { withOwnClient } from "#app/auth/guards.server.ts"
import { readOwnClient } from "#app/domain/clients/read.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { Shell } from "#app/ui/shell.tsx"
import type { Route } from "./+types/layout"

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireClientPerson(request)
    const client = await withOwnClient(person, ["own.read"], (t) => readOwnClient(t, person.clientId))
    return {
      name: person.name,
      role: person.role,
      client: client.name,
      managesPeople: person.permissions.has("own.people"),
    }
  })
}

/** A client's own area: nothing here reads another client. */
export default function ClientLayout({ loaderData }: Route.ComponentProps) {
  return (
    <Shell
      area={loaderData.client}
      person={loaderData}
      nav={[
        { to: "/client", label: "Home", icon: House },
        ...(loaderData.managesPeople ? [{ to: "/client/people", label: "People", icon: Users }] : []),
      ]}
    >
      <Outlet />
    </Shell>
  )
}
