import { redirect } from "react-router"
import { homeOf } from "#app/auth/home.ts"
import { requirePerson } from "#app/auth/staff.server.ts"
import type { Route } from "./+types/start"

/** Sends everybody to where their work is. */
export async function loader({ request }: Route.LoaderArgs) {
  throw redirect(homeOf(await requirePerson(request)))
}

export default function Start() {
  return null
}
