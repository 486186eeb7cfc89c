import { data, redirect } from "react-router"
import { homeOf } from "#app/auth/home.ts"
import { endOfCeremony } from "#app/auth/sso/ceremony.server.ts"
import { finishSso, type Refusal } from "#app/auth/sso/finish.server.ts"
import { ssoStart } from "#app/auth/sso/route.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { redirectTarget } from "#app/http/redirect-target.ts"
import { parseId } from "#app/kernel/ids.ts"
import { SsoRefusal } from "./sso-refusal.tsx"
import type { Route } from "./+types/sso-callback"

export const meta: Route.MetaFunction = () => [{ title: "Single sign-on · Watchfloor" }]

/** Where identity providers send people back to. */
export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const id = parseId<"connection">("connection", params.connectionId)
    const finished = await finishSso(request, id)
    const headers = new Headers({ "set-cookie": endOfCeremony() })
    if (!finished.ok) {
      const { why, name } = finished
      const again = name && why !== "off" ? ssoStart({ id }, "") : null
      return data({ why, name, again }, { status: statusOf(why), headers })
    }
    headers.append("set-cookie", finished.cookie)
    const { due, person } = finished
    const to = redirectTarget(finished.to, homeOf(person))
    throw redirect(due === "nothing" ? to : `/sign-in/${due}?${new URLSearchParams({ to })}`, { headers })
  })
}

const statusOf = (why: Refusal) => (why === "unreachable" ? 503 : why === "unusable" ? 502 : 403)

export default function SsoCallback({ loaderData }: Route.ComponentProps) {
  return <SsoRefusal {...loaderData} />
}
