import { severities } from "#app/domain/alerts/severity.ts"
import type { FindingFilter } from "#app/domain/findings/filter.ts"
import { findingStates } from "#app/domain/findings/finding.ts"
import { isId, parseId } from "#app/kernel/ids.ts"

/** The register's filter as it stands in the URL. What the URL gets wrong is left out rather than an error page. */
export function filterOf(params: URLSearchParams): FindingFilter {
  const severity = severities[Number(params.get("sev")) - 1]
  const client = params.get("client") ?? ""
  const state = findingStates.find((s) => s === params.get("state"))
  const text = params.get("q")?.trim().slice(0, 200)
  return {
    // What is still there, unless something else is asked for.
    ...(params.get("state") === "all" ? {} : { states: state ? [state] : (["open", "mitigated"] as const) }),
    ...(severity ? { severities: [severity] } : {}),
    ...(isId(client) ? { clients: [parseId("tenant", client)] } : {}),
    ...(params.has("overdue") ? { overdue: true } : {}),
    ...(params.has("exploited") ? { exploitKnown: true } : {}),
    ...(text ? { text } : {}),
  }
}
