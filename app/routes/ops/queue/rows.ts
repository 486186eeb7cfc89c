import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAlerts } from "#app/domain/alerts/read.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { isId } from "#app/kernel/ids.ts"
import { filterOf } from "./query.ts"
import { type QueueRow, rowOf } from "./row.ts"
import type { Route } from "./+types/rows"

/** Ids looked up at most in one call. */
const maxIds = 200

/**
 * The lines of some alerts as they are now, and which of them still belong to the list the browser shows: what a live
 * change is turned into. With `top` the head of the list instead, after a gap in the stream.
 */
export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const params = new URL(request.url).searchParams
    const ids = (params.get("ids") ?? "").split(",").filter(isId).slice(0, maxIds)
    return withPortfolio(person, ["alerts.read"], async (t) => {
      if (params.has("top")) {
        const top = await listAlerts(t, filterOf(params, person.userId), { order: "queue", limit: maxIds })
        return answer(
          top.items.map(rowOf),
          top.items.map((alert) => alert.id),
        )
      }
      const all = await listAlerts(t, { ids }, { order: "queue", limit: maxIds })
      const listed = await listAlerts(
        t,
        { ...filterOf(params, person.userId), ids },
        { order: "queue", limit: maxIds },
      )
      return answer(
        all.items.map(rowOf),
        listed.items.map((alert) => alert.id),
      )
    })
  })
}

function answer(rows: readonly QueueRow[], listed: readonly string[]): Response {
  return Response.json({ rows, listed }, { headers: { "cache-control": "no-store" } })
}
