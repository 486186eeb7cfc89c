import { redirect } from "react-router"
import { redirectTarget } from "#app/http/redirect-target.ts"
import type { Route } from "./+types/theme"

/** Keeps the chosen theme in a cookie, so that no page flashes in the other one. */
export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData()
  const theme = form.get("theme") === "light" ? "light" : "dark"
  const back = redirectTarget(String(form.get("to") ?? ""), "/")
  throw redirect(back, {
    headers: { "set-cookie": `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax` },
  })
}
