import { type Instant, isBefore, plusSeconds } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { lockWindowsInMotion, updateWindow } from "./store.server.ts"
import { hardEnd, type MaintenanceWindow, occurrences, type Run } from "./window.ts"

/** A worker that was away so long has missed no run for good: they are noted late, with their own times. */
const lookBackDays = 7

/**
 * Writes down which runs of the client's windows have begun and ended since the last look, each once: its start and its
 * end are entries of the audit, and the screens hear of it. What a run hides does not wait for this.
 *
 * @returns how many starts and ends were noted
 */
export async function noteRuns(t: TenantTx): Promise<number> {
  let noted = 0
  for (const window of await lockWindowsInMotion(t, lookBackDays)) {
    const events = eventsOf(window, t.now)
    const last = events.at(-1)
    if (!last) continue
    for (const { kind, run } of events)
      await recordAudit(t, {
        action: `maintenance.${kind}`,
        targetId: window.id,
        after: { start: run.start.toString(), end: run.end.toString() },
      })
    await updateWindow(t, window.id, {
      runStartedAt: last.run.start,
      runEndsAt: last.kind === "start" ? last.run.end : null,
    })
    await announce(t, "maintenance", [window.id])
    noted += events.length
  }
  return noted
}

type RunEvent = { readonly kind: "start" | "end"; readonly run: Run }

/** The starts and ends up to now that are not noted yet, in order. */
export function eventsOf(window: MaintenanceWindow, now: Instant): RunEvent[] {
  const { runStartedAt, runEndsAt } = window
  const events: RunEvent[] = []
  if (runStartedAt && runEndsAt) {
    const end = isBefore(hardEnd(window), runEndsAt) ? hardEnd(window) : runEndsAt
    if (isBefore(now, end)) return []
    events.push({ kind: "end", run: { start: runStartedAt, end } })
  }
  const from = runStartedAt ?? window.startsAt
  const since = plusSeconds(now, -lookBackDays * 86_400)
  for (const run of occurrences(window, isBefore(from, since) ? since : from, plusSeconds(now, 1))) {
    if (isBefore(now, run.start) || (runStartedAt && !isBefore(runStartedAt, run.start))) continue
    events.push({ kind: "start", run })
    if (!isBefore(now, run.end)) events.push({ kind: "end", run })
  }
  return events
}
