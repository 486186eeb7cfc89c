import { withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { publicHolidays } from "#app/domain/sla/catalogue/holidays.ts"
import { onScreen } from "#app/http/errors.server.ts"
import type { Route } from "./+types/holidays"

/** The public holidays of a country, of this year and the two after it, as lines of a form. */
export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const country = new URL(request.url).searchParams.get("country") ?? ""
    const now = await withProvider(person, ["sla.read"], (tx) => Promise.resolve(tx.now))
    const year = now.toZonedDateTimeISO("UTC").year
    const found = publicHolidays(country, [year, year + 1, year + 2])
    return { country, lines: found.map(({ date, name }) => `${date} ${name}`) }
  })
}
