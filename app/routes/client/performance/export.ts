import { withOwnClient } from "#app/auth/guards.server.ts"
import { requireClientPerson } from "#app/auth/staff.server.ts"
import { readOwnClient } from "#app/domain/clients/read.server.ts"
import { measureOwnAttainment } from "#app/domain/sla/attainment/measure.server.ts"
import { monthAt, parseMonth, periodOf } from "#app/domain/sla/attainment/month.ts"
import { listOwnClocks } from "#app/domain/sla/attainment/own.server.ts"
import { shares } from "#app/domain/sla/clock/attainment.ts"
import { csvFile } from "#app/http/csv-file.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { attainmentCsv, clocksCsv } from "../../shared/sla/clock-csv.ts"
import { ownClockLines } from "./own-clock-lines.ts"
import type { Route } from "./+types/export"

/** A client's own month as a file: the clocks of incidents it was told of, or with `what=attainment` all figures. */
export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireClientPerson(request)
    const params = new URL(request.url).searchParams
    return withOwnClient(person, ["own.read"], async (t) => {
      const { name, code, timeZone } = await readOwnClient(t, person.clientId)
      const month = parseMonth(params.get("month")) ?? monthAt(t.now, timeZone)
      const period = { tenantId: person.clientId, ...periodOf(month, timeZone) }
      if (params.get("what") === "attainment") {
        const counts = await measureOwnAttainment(t, period)
        const lines = counts.map((count) => ({ ...count, ...shares(count), client: name }))
        return csvFile(`sla-attainment-${month}`, attainmentCsv(month, lines))
      }
      const lines = ownClockLines(await listOwnClocks(t, period), { name, code })
      return csvFile(`sla-clocks-${month}`, clocksCsv(lines))
    })
  })
}
