import { severities, type Severity } from "#app/domain/alerts/severity.ts"
import { type AlertFilter, type QueueView, queueViews } from "#app/domain/alerts/filter.ts"
import { disciplines } from "#app/domain/ingest/adapter.ts"
import { isId, parseId, type UserId } from "#app/kernel/ids.ts"

/** The queue's filter as it stands in the URL. What the URL gets wrong is left out rather than an error page. */
export function filterOf(params: URLSearchParams, me: UserId): AlertFilter & { readonly view: QueueView } {
  const view = queueViews.find((v) => v === params.get("view")) ?? "open"
  const chosen = (params.get("sev") ?? "").split(",").flatMap((code) => severityOfCode(code) ?? [])
  const client = params.get("client") ?? ""
  const discipline = disciplines.find((d) => d === params.get("discipline"))
  const by = view === "suppressed" ? hiddenBy.find((b) => b === params.get("by")) : undefined
  const search = params.get("q")?.trim().slice(0, 200)
  return {
    view,
    me,
    ...(chosen.length > 0
      ? { severities: chosen }
      : view === "open" || view === "unassigned"
        ? { severities: ["critical", "high", "medium", "low"] }
        : {}),
    ...(isId(client) ? { clients: [parseId("tenant", client)] } : {}),
    ...(discipline ? { discipline } : {}),
    ...(by ? { suppressedBy: by } : {}),
    ...(params.has("candidate") ? { isCandidate: true as const } : {}),
    ...(search ? { search } : {}),
  }
}

/** What the view of hidden alerts can be narrowed to. */
export const hiddenBy = ["rule", "maintenance"] as const

/** S1 to S5, as they are written in the URL. */
function severityOfCode(code: string): Severity | undefined {
  return severities[Number(code) - 1]
}

/** The same address with some parameters changed; null removes one. A changed filter starts at the first page. */
export function changed(params: URLSearchParams, change: Readonly<Record<string, string | null>>): string {
  const next = new URLSearchParams(params)
  next.delete("after")
  for (const [key, value] of Object.entries(change)) {
    if (value === null || value === "") next.delete(key)
    else next.set(key, value)
  }
  const text = next.toString()
  return text ? `?${text}` : "?"
}
