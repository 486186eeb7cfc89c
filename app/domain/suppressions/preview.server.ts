import type { AlertId, TenantId } from "#app/kernel/ids.ts"
import { type Instant, plusSeconds } from "#app/kernel/time.ts"
import type { Look } from "../looks/look.ts"
import type { Matcher } from "../matching/matcher.ts"
import { matches } from "../matching/matches.ts"
import { isInScope, type MaintenanceScope } from "../maintenance/scope.ts"
import { runAt, type WindowTimes } from "../maintenance/window.ts"
import { countPastAlerts, type PastAlert, selectPastAlerts } from "./matchable.store.server.ts"
import { newPreview, type Preview, previewDays } from "./preview.ts"

/** A page is a turn's least. */
const pageSize = 500

export type PreviewLook = Look<"alerts.read" | "suppressions.manage", Preview>

/** What a rule with this matcher would have hidden of a client's last 30 days: all of its alerts. */
export function lookAtSuppression(client: TenantId, matcher: Matcher): PreviewLook {
  return lookBack(client, (alert) => matches(matcher, alert))
}

/**
 * What a window would have hidden: all that its scope means; of a recurring one, what came while one of its runs would
 * have been under way.
 */
export function lookAtMaintenance(
  now: Instant,
  client: TenantId,
  { scope, times }: { readonly scope: MaintenanceScope; readonly times: WindowTimes },
): PreviewLook {
  const always = { ...times, startsAt: now.subtract({ hours: 24 * (previewDays + 1) }), endsAt: now }
  return lookBack(
    client,
    (alert) =>
      isInScope(scope, alert) && (times.recurrence === null || runAt(always, alert.firstSeenAt) !== null),
  )
}

/** The newest first. */
function lookBack(client: TenantId, isMeant: (alert: PastAlert) => boolean): PreviewLook {
  const preview = newPreview(client)
  let since: Instant | null = null
  let before: AlertId | null = null
  let isDone = false
  return {
    async goOn(t, until) {
      since ??= plusSeconds(t.now, -previewDays * 86_400)
      while (!isDone) {
        const page: PastAlert[] = await selectPastAlerts(t, client, { since, before, limit: pageSize })
        for (const alert of page) preview.add(alert, isMeant(alert))
        before = page.at(-1)?.id ?? before
        isDone = page.length < pageSize
        if (performance.now() >= until) break
      }
      return { ...preview.result(isDone ? 0 : await countPastAlerts(t, client, { since, before })), isDone }
    },
  }
}
