import { readForm } from "#app/http/read-form.server.ts"
import { redirect } from "react-router"
import * as z from "zod"
import { leaveView } from "#app/auth/leave-view.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { startView } from "#app/auth/start-view.server.ts"
import { maxReasonLength, minReasonLength } from "#app/auth/view-limits.ts"
import { onAction } from "#app/http/errors.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { parseId } from "#app/kernel/ids.ts"
import type { Route } from "./+types/view-as"

const form = z.object({
  client: z.string(),
  reason: z.string().trim().min(minReasonLength).max(maxReasonLength),
})

/** Starts looking at a client's portal as its manager sees it, and leaves it again. */
export async function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const data = await readForm(request)
    if (data.get("act") === "leave") {
      const cookie = await leaveView(request)
      throw redirect("/account", cookie ? { headers: { "set-cookie": cookie } } : {})
    }
    const person = await requireStaff(request)
    const parsed = form.safeParse(Object.fromEntries(data))
    if (!parsed.success)
      throw invalid("Say why.", {
        reason: `Write ${minReasonLength} to ${maxReasonLength} characters: the call, ticket or question it is for.`,
      })
    const clientId = parseId("tenant", parsed.data.client)
    const cookie = await startView(request, person, { clientId, reason: parsed.data.reason })
    throw redirect("/client", { headers: { "set-cookie": cookie } })
  })
}
