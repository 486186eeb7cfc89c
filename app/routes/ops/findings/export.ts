import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { findingStateWords } from "#app/domain/findings/finding.ts"
import { listFindings } from "#app/domain/findings/read.server.ts"
import { csvFile, csvLine } from "#app/http/csv-file.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { filterOf } from "./query.ts"
import type { Route } from "./+types/export"

/** Lines of a file at most: the nearest deadlines. */
const most = 20_000

const head = [
  ...["Client", "State", "Severity", "Priority", "Exploit known", "Title", "Asset", "Service", "CVEs"],
  ...["First seen", "Last seen", "Sightings", "Due", "Accepted until"],
]

/** The register as it is filtered, as a file: one line a finding, moments in UTC. */
export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const filter = filterOf(new URL(request.url).searchParams)
    const { items } = await withPortfolio(person, ["alerts.read", "clients.read"], (t) =>
      listFindings(t, filter, { limit: most }),
    )
    const lines = items.map((f) =>
      csvLine([
        ...[f.clientName, findingStateWords[f.state], f.severity, `P${f.priority}`],
        ...[f.exploitKnown === null ? "unknown" : f.exploitKnown ? "yes" : "no", f.title, f.asset, f.service],
        ...[f.cves.join(" "), f.firstSeenAt.toString(), f.lastSeenAt.toString(), f.count],
        ...[f.dueAt?.toString() ?? "", f.acceptedUntil?.toString() ?? ""],
      ]),
    )
    return csvFile("watchfloor-findings", [csvLine(head), ...lines])
  })
}
