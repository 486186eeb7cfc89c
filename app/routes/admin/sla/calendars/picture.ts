import { withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { defineCalendar } from "#app/domain/sla/calendar/define.ts"
import { draftOf } from "#app/domain/sla/policies/compile.ts"
import { onAction } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { planOf } from "./plan.ts"
import { readCalendar } from "./read-calendar.ts"
import type { Route } from "./+types/picture"

/** Draws the next two weeks of a calendar as it stands in its form. Saves nothing. */
export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const now = await withProvider(person, ["sla.read"], (tx) => Promise.resolve(tx.now))
    const { draft } = readCalendar(await readForm(request))
    const made = defineCalendar(draftOf(draft))
    if (!made.ok) throw invalid(made.error.join(" "))
    return planOf(made.value, now)
  })
}
