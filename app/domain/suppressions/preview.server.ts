import type { TenantId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { Matcher } from "../matching/matcher.ts"
import { matches } from "../matching/matches.ts"
import { isInScope, type MaintenanceScope } from "../maintenance/scope.ts"
import { runAt, type WindowTimes } from "../maintenance/window.ts"
import { selectPastAlerts } from "./matchable.store.server.ts"
import { alertsAtMost, type Preview, previewDays, previewOf } from "./preview.ts"

type Reading = ReadTx<"alerts.read" | "suppressions.manage">

/** What a rule with this matcher would have hidden of a client's last 30 days, the newest 5,000 alerts at most. */
export async function previewSuppression(t: Reading, client: TenantId, matcher: Matcher): Promise<Preview> {
  const past = await selectPastAlerts(t, client, previewDays, alertsAtMost)
  return previewOf(client, past, (alert) => matches(matcher, alert))
}

/**
 * What a window would have hidden: all that its scope means; of a recurring one, what came while one of its runs would
 * have been under way.
 */
export async function previewMaintenance(
  t: Reading,
  client: TenantId,
  { scope, times }: { readonly scope: MaintenanceScope; readonly times: WindowTimes },
): Promise<Preview> {
  const past = await selectPastAlerts(t, client, previewDays, alertsAtMost)
  const always = { ...times, startsAt: t.now.subtract({ hours: 24 * (previewDays + 1) }), endsAt: t.now }
  return previewOf(
    client,
    past,
    (alert) =>
      isInScope(scope, alert) && (times.recurrence === null || runAt(always, alert.firstSeenAt) !== null),
  )
}
