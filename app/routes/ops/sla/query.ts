import { type Month, parseMonth } from "#app/domain/sla/attainment/month.ts"
import { type SlaMetric, slaMetrics } from "#app/domain/sla/clock/metric.ts"
import { isId, parseId, type TenantId } from "#app/kernel/ids.ts"

export const askedTabs = ["nothing", "waiting", "contested", "granted", "all"] as const
export type AskedTab = (typeof askedTabs)[number]

/** What the address of the watch says. */
export type WatchQuery = {
  readonly client?: TenantId
  readonly metric?: SlaMetric
  readonly month?: Month
  readonly show: AskedTab
  readonly after?: string
}

/** What is unreadable in an address is as if it were not there. */
export function readQuery(request: Request): WatchQuery {
  const params = new URL(request.url).searchParams
  const client = params.get("client") ?? ""
  const metric = slaMetrics.find((one) => one === params.get("metric"))
  const month = parseMonth(params.get("month"))
  const after = params.get("after")
  return {
    ...(isId(client) ? { client: parseId("tenant", client) } : {}),
    ...(metric ? { metric } : {}),
    ...(month ? { month } : {}),
    ...(after ? { after } : {}),
    show: askedTabs.find((tab) => tab === params.get("show")) ?? "nothing",
  }
}
