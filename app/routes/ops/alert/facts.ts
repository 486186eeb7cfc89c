import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { readAlert } from "#app/domain/alerts/read.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { detailOf } from "./detail.ts"
import type { Route } from "./+types/facts"

/** What the peek shows of an alert. */
export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    return withPortfolio(person, ["alerts.read"], async (t) =>
      detailOf(await readAlert(t, parseId("alert", params.alertId))),
    )
  })
}
