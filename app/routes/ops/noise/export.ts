import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { csvFile, csvLine } from "#app/http/csv-file.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { noiseScreen, readQuery } from "./screen.server.ts"
import type { Route } from "./+types/export"

const head = [
  ...[
    "Client",
    "Source",
    "Rule",
    "Newest alert",
    "Alerts",
    "Sightings",
    "Identical repeats",
    "Incidents",
    "Closed",
  ],
  ...["False positives", "Cleared by themselves", "Stale", "Storms", "Suppressed"],
]

/** The rules of the report as a file: one line a rule. */
export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const query = readQuery(request)
    const { rules, days } = await withPortfolio(person, ["alerts.read", "clients.read"], (t) =>
      noiseScreen(t, query),
    )
    const lines = rules.map((r) =>
      csvLine([
        ...[r.client, r.source, r.rule, r.title, r.alerts, r.sightings, r.exactDupes, r.incidents, r.closed],
        ...[r.falsePositives, r.autoCleared, r.stale, r.overflows, r.suppressed],
      ]),
    )
    return csvFile(`watchfloor-noise-${days}-days`, [csvLine(head), ...lines])
  })
}
