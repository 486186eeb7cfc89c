import type { ClockId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { microsOf } from "../calendar/micros.ts"
import type { RecordEvent } from "../clock/record-event.ts"
import { type History, replay } from "../clock/replay.ts"
import type { Run } from "../clock/run.ts"
import { type ClockView, viewOf } from "../clock/view.ts"
import { policyVersionsOf } from "../policies/versions.server.ts"
import { eventsOf } from "./event-json.ts"
import { selectClocks, selectEvents } from "./read.store.server.ts"
import { keyOfSubject, type Subject } from "./subject.ts"

/** All that happened to a record, and its clocks after it. */
export type RecordHistory = { readonly events: readonly RecordEvent[]; readonly history: History }

export async function readHistory<P extends Permission>(
  t: ReadTx<P>,
  tenantId: TenantId,
  subject: Subject,
): Promise<RecordHistory> {
  const versions = (await policyVersionsOf(t, [tenantId])).get(tenantId) ?? []
  const rows = (await selectEvents(t, [{ tenantId, subject }])).get(keyOfSubject(subject)) ?? []
  const events = eventsOf(rows, versions)
  return { events, history: replay(versions, events) }
}

/** The same for several records of one client, by record. */
export async function readHistories<P extends Permission>(
  t: ReadTx<P>,
  tenantId: TenantId,
  subjects: readonly Subject[],
): Promise<ReadonlyMap<string, History>> {
  const versions = (await policyVersionsOf(t, [tenantId])).get(tenantId) ?? []
  const rows = await selectEvents(
    t,
    subjects.map((subject) => ({ tenantId, subject })),
  )
  return new Map(
    subjects.map((subject) => {
      const key = keyOfSubject(subject)
      return [key, replay(versions, eventsOf(rows.get(key) ?? [], versions))]
    }),
  )
}

/** A clock as people see it: what is stored under its id, worked out as of a moment. */
export type ClockLine = ClockView & { readonly id: ClockId; readonly run: Run }

/** The clocks of a record that promise something, in the order in which metrics are listed. */
export async function listClocks<P extends Permission>(
  t: ReadTx<P>,
  tenantId: TenantId,
  subject: Subject,
  now: Instant = t.now,
): Promise<readonly ClockLine[]> {
  const ids = new Map(
    (await selectClocks(t, subject)).map((row) => [`${row.metric} ${row.cycle}`, row.id] as const),
  )
  const { history } = await readHistory(t, tenantId, subject)
  const [last] = history.moment
  const at = Math.max(microsOf(now), last ? microsOf(last.at) : Number.NEGATIVE_INFINITY)
  return history.now.runs.flatMap((run) => {
    const view = viewOf(run, at)
    const id = ids.get(`${run.metric} ${run.cycle}`)
    return view.kind === "clock" && id ? [{ ...view, id, run }] : []
  })
}
