import type { Permission } from "#app/kernel/permission.ts"
import type { TenantTx } from "#db/tenant.ts"
import { Temporal } from "#app/kernel/time.ts"
import { lockTheseFindings } from "../../findings/lock.server.ts"
import { lockRecords } from "../../incidents/lock-records.server.ts"
import { replay } from "../clock/replay.ts"
import { policyVersionsOf } from "../policies/versions.server.ts"
import { eventsOf } from "./event-json.ts"
import { type ClockColumns, projectClocks } from "./project.ts"
import { selectEvents, selectRecords, selectStored } from "./read.store.server.ts"
import { compared, type StoredColumns } from "./stored-columns.ts"
import { keyOfSubject, type Subject } from "./subject.ts"
import { writeClocks } from "./write.store.server.ts"

/** A cached column that is not what the events say. */
export type Difference = {
  readonly subject: Subject
  readonly metric: string
  readonly cycle: number
  readonly column: string
  readonly stored: unknown
  readonly rebuilt: unknown
}

export type Rebuilt = {
  readonly records: number
  readonly clocks: number
  readonly differences: readonly Difference[]
  /** Where to go on; null at the end. */
  readonly next: string | null
}

/**
 * Works the clocks of a page of records out again from their events, and says what in the cached columns differs.
 *
 * @param options.repair writes what was worked out in the place of what differs; the records are locked for it, or what
 *   happens to one meanwhile would be written over
 */
export async function rebuildClocks<P extends Permission>(
  t: TenantTx<P>,
  options: { readonly after?: string; readonly limit: number; readonly repair: boolean },
): Promise<Rebuilt> {
  const { tenantId } = t.scope
  const { subjects, next } = await selectRecords(t, options)
  if (options.repair) await lockAll(t, subjects)
  const versions = (await policyVersionsOf(t, [tenantId])).get(tenantId) ?? []
  const events = await selectEvents(
    t,
    subjects.map((subject) => ({ tenantId, subject })),
  )
  const stored = await selectStored(t, subjects)
  const differences: Difference[] = []
  let clocks = 0
  for (const subject of subjects) {
    const key = keyOfSubject(subject)
    const rebuilt = projectClocks(replay(versions, eventsOf(events.get(key) ?? [], versions)))
    const before = stored.get(key) ?? []
    const gone = extraOf(before, rebuilt)
    const found = compare(subject, before, rebuilt, gone)
    differences.push(...found)
    clocks += rebuilt.length
    if (options.repair && found.length > 0)
      await writeClocks(
        t,
        [{ tenantId, subject, clocks: rebuilt, gone: gone.map(named), actor: t.scope.actor }],
        t.now,
      )
  }
  return { records: subjects.length, clocks, differences, next }
}

async function lockAll<P extends Permission>(t: TenantTx<P>, subjects: readonly Subject[]): Promise<void> {
  await lockRecords(t, subjects)
  await lockTheseFindings(
    t,
    subjects.flatMap((subject) => ("finding" in subject ? [subject.finding] : [])),
  )
}

function compare(
  subject: Subject,
  stored: readonly StoredColumns[],
  rebuilt: readonly ClockColumns[],
  extra: readonly StoredColumns[],
): Difference[] {
  const was = new Map(stored.map((clock) => [key(clock), clock]))
  const missing = rebuilt.filter((clock) => !was.has(key(clock)))
  return [
    ...missing.map((c) => ({ subject, ...named(c), column: "clock", stored: null, rebuilt: c.state })),
    ...extra.map((c) => ({ subject, ...named(c), column: "clock", stored: c.state, rebuilt: null })),
    ...rebuilt.flatMap((clock) => {
      const before = was.get(key(clock))
      if (!before) return []
      return compared.flatMap((column) =>
        isSame(before[column], clock[column])
          ? []
          : [{ subject, ...named(clock), column, stored: before[column], rebuilt: clock[column] }],
      )
    }),
  ]
}

/** Stored clocks that never began. One whose beginning was taken back stays as cancelled. */
function extraOf(stored: readonly StoredColumns[], rebuilt: readonly ClockColumns[]): StoredColumns[] {
  const keys = new Set(rebuilt.map(key))
  return stored.filter((clock) => clock.state !== "cancelled" && !keys.has(key(clock)))
}

const key = ({ metric, cycle }: StoredColumns) => `${metric} ${cycle}`
const named = ({ metric, cycle }: StoredColumns) => ({ metric, cycle })

function isSame(a: unknown, b: unknown): boolean {
  if (a instanceof Temporal.Instant && b instanceof Temporal.Instant) return a.equals(b)
  if (typeof a === "number" && typeof b === "number") return Math.abs(a - b) < 1e-6
  if (Array.isArray(a) && Array.isArray(b)) return JSON.stringify(a) === JSON.stringify(b)
  return a === b
}
