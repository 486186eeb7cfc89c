import { redirect } from "react-router"
import { endSession } from "#app/auth/sessions.server.ts"
import type { Route } from "./+types/sign-out"

export async function action({ request }: Route.ActionArgs) {
  const cookie = await endSession(request)
  throw redirect("/sign-in", { headers: { "set-cookie": cookie, "clear-site-data": '"cache", "storage"' } })
}
