import { AudioLines, Gauge, House, ScanSearch, Users } from "lucide-react"
import type { ReactNode } from "react"
import { Outlet, useRouteLoaderData } from "react-router"
import { requireClientPerson } from "#app/auth/staff.server.ts"
import { withOwnClient } from "#app/auth/guards.server.ts"
import { readOwnClient } from "#app/domain/clients/read.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { ErrorPage } from "#app/ui/error-page.tsx"
import { Shell } from "#app/ui/shell.tsx"
import { ViewingBanner, type ViewingNotice } from "./viewing-banner.tsx"
import type { Route } from "./+types/layout"

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireClientPerson(request)
    return withOwnClient(person, ["own.read"], async (t) => {
      const { name } = await readOwnClient(t, person.clientId)
      const viewing: ViewingNotice | null = person.viewing
        ? { client: name, until: person.viewing.until.toString(), now: t.now.epochMilliseconds }
        : null
      const managesPeople = person.permissions.has("own.people")
      return { name: person.name, role: person.role, client: name, managesPeople, viewing }
    })
  })
}

/** A client's own area: nothing here reads another client. */
export default function ClientLayout({ loaderData }: Route.ComponentProps) {
  return (
    <Frame {...loaderData}>
      <Outlet />
    </Frame>
  )
}

/** What fails on a page is told within the frame, so that whoever views as somebody else is still told so. */
export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  const data = useRouteLoaderData<typeof loader>("routes/client/layout")
  if (!data)
    return (
      <main>
        <ErrorPage error={error} />
      </main>
    )
  return (
    <Frame {...data}>
      <ErrorPage error={error} />
    </Frame>
  )
}

type FrameProps = Awaited<ReturnType<typeof loader>> & { readonly children: ReactNode }

function Frame({ name, role, client, managesPeople, viewing, children }: FrameProps) {
  const people = managesPeople ? [{ to: "/client/people", label: "People", icon: Users }] : []
  return (
    <Shell
      area={client}
      person={{ name, role }}
      nav={[
        { to: "/client", label: "Home", icon: House },
        { to: "/client/performance", label: "Performance", icon: Gauge },
        { to: "/client/findings", label: "Findings", icon: ScanSearch },
        { to: "/client/noise", label: "Noise", icon: AudioLines },
        ...people,
      ]}
    >
      {viewing ? <ViewingBanner {...viewing} /> : null}
      {children}
    </Shell>
  )
}
