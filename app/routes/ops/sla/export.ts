import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { csvFile } from "#app/http/csv-file.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { attainmentCsv, clocksCsv } from "../../shared/sla/clock-csv.ts"
import { attainmentLines, clockLines } from "./export-lines.server.ts"
import { readQuery } from "./query.ts"
import { reasonColumns } from "./reason-columns.ts"
import type { Route } from "./+types/export"

/** A month as a file: the clocks, each miss with its reason, or with `what=attainment` what they came to. */
export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const query = readQuery(request)
    const isAttainment = new URL(request.url).searchParams.get("what") === "attainment"
    return withPortfolio(person, ["sla.read", "clients.read"], async (t) => {
      if (isAttainment) {
        const { month, lines } = await attainmentLines(t, query)
        return csvFile(`watchfloor-sla-attainment-${month}`, attainmentCsv(month, lines))
      }
      const { month, lines } = await clockLines(t, query)
      return csvFile(`watchfloor-sla-clocks-${month}`, clocksCsv(lines, reasonColumns))
    })
  })
}
