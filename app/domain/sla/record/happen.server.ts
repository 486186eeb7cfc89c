import { newId, type SlaEventId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { Happening } from "../clock/record-event.ts"
import { policyVersionsOf } from "../policies/versions.server.ts"
import { advance } from "./advance.ts"
import { dataOf, retracted } from "./event-json.ts"
import { selectEvents } from "./read.store.server.ts"
import { keyOfSubject, type Subject } from "./subject.ts"
import { insertEvents, type NewEvent, writeClocks } from "./write.store.server.ts"

/** What a verb gets back: which events it wrote, for its undo, and the nearest deadline that is left. */
export type Moved = { readonly events: readonly SlaEventId[]; readonly dueAt: Instant | null }

/**
 * Notes what happened to a record and moves its clocks, in the transaction of the verb that did it. The caller holds the
 * lock of the record.
 *
 * @param at when it happened: now, or the receipt of what is only dealt with now
 */
export async function happened<P extends Permission>(
  t: TenantTx<P>,
  subject: Subject,
  happenings: readonly Happening[],
  at: Instant = t.now,
): Promise<Moved> {
  const events = happenings.map((happening) => eventOf(t, subject, at, happening.kind, dataOf(happening)))
  return write(t, subject, events)
}

/**
 * Takes events back: the clocks are as if they had not happened, and one that began by them ends without an outcome. The
 * events and their retraction both stay.
 */
export async function retract<P extends Permission>(
  t: TenantTx<P>,
  subject: Subject,
  events: readonly string[],
): Promise<Moved> {
  return write(
    t,
    subject,
    events.map((event) => eventOf(t, subject, t.now, retracted, { event })),
  )
}

function eventOf<P extends Permission>(
  t: TenantTx<P>,
  subject: Subject,
  at: Instant,
  kind: string,
  data: object,
): NewEvent {
  const { tenantId, actor } = t.scope
  return { tenantId, subject, id: newId(), at, kind, data, actor }
}

async function write<P extends Permission>(
  t: TenantTx<P>,
  subject: Subject,
  added: readonly NewEvent[],
): Promise<Moved> {
  const { tenantId, actor } = t.scope
  const versions = (await policyVersionsOf(t, [tenantId])).get(tenantId) ?? []
  const before = (await selectEvents(t, [{ tenantId, subject }])).get(keyOfSubject(subject)) ?? []
  const { changed, gone, dueAt } = advance(versions, before, added)
  await insertEvents(t, added)
  await writeClocks(t, [{ tenantId, subject, clocks: changed, gone, actor }], t.now)
  return { events: added.map((event) => event.id), dueAt }
}
