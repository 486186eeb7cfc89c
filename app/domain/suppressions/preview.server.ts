import * as z from "zod"
import type { AlertId, TenantId } from "#app/kernel/ids.ts"
import { type Instant, plusSeconds } from "#app/kernel/time.ts"
import { carriedId, carriedInstant } from "../looks/carried.ts"
import type { Look } from "../looks/look.ts"
import type { Matcher } from "../matching/matcher.ts"
import { matches } from "../matching/matches.ts"
import { isInScope, type MaintenanceScope } from "../maintenance/scope.ts"
import { runAt, type WindowTimes } from "../maintenance/window.ts"
import { countPastAlerts, type PastAlert, selectPastAlerts } from "./matchable.store.server.ts"
import { newPreview, type Preview, previewCounts, previewDays } from "./preview.ts"

/** A page is a turn's least. */
const pageSize = 500

/** How far a preview is, as it is carried from turn to turn. */
export const previewSoFar = z.object({
  since: carriedInstant.nullable(),
  before: carriedId<"alert">().nullable(),
  isDone: z.boolean(),
  counts: previewCounts,
})
export type PreviewSoFar = z.infer<typeof previewSoFar>

export type PreviewLook = Look<"alerts.read" | "suppressions.manage", Preview, PreviewSoFar>

/**
 * What a rule with this matcher would have hidden of a client's last 30 days: all of its alerts.
 *
 * @param from how far turns before this one came; null for the first
 */
export function lookAtSuppression(
  client: TenantId,
  matcher: Matcher,
  from: PreviewSoFar | null,
): PreviewLook {
  return lookBack(client, (alert) => matches(matcher, alert), from)
}

/**
 * What a window would have hidden: all that its scope means; of a recurring one, what came while one of its runs would
 * have been under way.
 *
 * @param now when the first turn began
 * @param from how far turns before this one came; null for the first
 */
export function lookAtMaintenance(
  now: Instant,
  client: TenantId,
  { scope, times }: { readonly scope: MaintenanceScope; readonly times: WindowTimes },
  from: PreviewSoFar | null,
): PreviewLook {
  const always = { ...times, startsAt: now.subtract({ hours: 24 * (previewDays + 1) }), endsAt: now }
  return lookBack(
    client,
    (alert) =>
      isInScope(scope, alert) && (times.recurrence === null || runAt(always, alert.firstSeenAt) !== null),
    from,
  )
}

/** The newest first. */
function lookBack(
  client: TenantId,
  isMeant: (alert: PastAlert) => boolean,
  from: PreviewSoFar | null,
): PreviewLook {
  const preview = newPreview(client, from?.counts ?? null)
  let since: Instant | null = from?.since ?? null
  let before: AlertId | null = from?.before ?? null
  let isDone = from?.isDone ?? false
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
    carry: () => ({ since, before, isDone, counts: preview.counts() }),
  }
}
