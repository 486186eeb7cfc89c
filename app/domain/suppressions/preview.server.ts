import type { AlertId, TenantId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { Matcher } from "../matching/matcher.ts"
import { matches } from "../matching/matches.ts"
import { isInScope, type MaintenanceScope } from "../maintenance/scope.ts"
import { runAt, type WindowTimes } from "../maintenance/window.ts"
import { countPastAlerts, type PastAlert, selectPastAlerts } from "./matchable.store.server.ts"
import { newPreview, type Preview, previewDays } from "./preview.ts"

type Reading = ReadTx<"alerts.read" | "suppressions.manage">

/** Milliseconds after which a preview says what it has: somebody waits for it. */
const timeBox = 8_000
const pageSize = 2_000

/** Until when a preview that begins now looks on, by `performance.now()`; several clients share one. */
export const previewUntil = () => performance.now() + timeBox

/** What a rule with this matcher would have hidden of a client's last 30 days: all of its alerts, if there is time. */
export function previewSuppression(
  t: Reading,
  client: TenantId,
  matcher: Matcher,
  until = previewUntil(),
): Promise<Preview> {
  return previewOf(t, client, until, (alert) => matches(matcher, alert))
}

/**
 * What a window would have hidden: all that its scope means; of a recurring one, what came while one of its runs would
 * have been under way.
 */
export function previewMaintenance(
  t: Reading,
  client: TenantId,
  { scope, times }: { readonly scope: MaintenanceScope; readonly times: WindowTimes },
): Promise<Preview> {
  const always = { ...times, startsAt: t.now.subtract({ hours: 24 * (previewDays + 1) }), endsAt: t.now }
  return previewOf(
    t,
    client,
    previewUntil(),
    (alert) =>
      isInScope(scope, alert) && (times.recurrence === null || runAt(always, alert.firstSeenAt) !== null),
  )
}

/** Page by page, the newest first, until all are done or the time is over; one page in any case. */
async function previewOf(
  t: Reading,
  client: TenantId,
  until: number,
  isMeant: (alert: PastAlert) => boolean,
): Promise<Preview> {
  const since = plusSeconds(t.now, -previewDays * 86_400)
  const preview = newPreview(client)
  let before: AlertId | null = null
  do {
    const page: PastAlert[] = await selectPastAlerts(t, client, { since, before, limit: pageSize })
    for (const alert of page) preview.add(alert, isMeant(alert))
    before = page.length === pageSize ? (page.at(-1)?.id ?? null) : null
  } while (before && performance.now() < until)
  return preview.result(before ? await countPastAlerts(t, client, { since, before }) : 0)
}
