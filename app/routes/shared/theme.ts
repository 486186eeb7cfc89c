import { redirect } from "react-router"
import { env } from "#app/env.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { redirectTarget } from "#app/http/redirect-target.ts"
import { themeCookie } from "#app/http/theme.ts"
import type { Route } from "./+types/theme"

/** Keeps the chosen theme in a cookie, so that no page flashes in the other one. */
export async function action({ request }: Route.ActionArgs) {
  const form = await readForm(request)
  const theme = form.get("theme") === "light" ? "light" : "dark"
  const back = redirectTarget(String(form.get("to") ?? ""), "/")
  throw redirect(back, {
    headers: { "set-cookie": themeCookie(theme, env().origin.startsWith("https:")) },
  })
}
