import { redirect } from "react-router"
import { signOut } from "#app/auth/sign-in.server.ts"
import type { Route } from "./+types/sign-out"

export async function action({ request }: Route.ActionArgs) {
  const cookie = await signOut(request)
  throw redirect("/sign-in", { headers: { "set-cookie": cookie, "clear-site-data": '"cache", "storage"' } })
}
