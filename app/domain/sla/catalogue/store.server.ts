import { asc, desc, eq, sql } from "drizzle-orm"
import type { SlaCalendarId, SlaPolicyId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { IdentityTx } from "#db/identity.ts"
import { slaCalendars, slaPolicies } from "#db/schema/sla.ts"

export type CalendarRow = typeof slaCalendars.$inferSelect
export type PolicyRow = typeof slaPolicies.$inferSelect

/** Every version of every calendar, newest version first within one. */
export function selectCalendars(tx: IdentityTx): Promise<CalendarRow[]> {
  return tx.sql
    .select()
    .from(slaCalendars)
    .orderBy(asc(slaCalendars.name), asc(slaCalendars.id), desc(slaCalendars.version))
}

export function selectCalendarVersions(tx: IdentityTx, id: SlaCalendarId): Promise<CalendarRow[]> {
  return tx.sql.select().from(slaCalendars).where(eq(slaCalendars.id, id)).orderBy(desc(slaCalendars.version))
}

export async function insertCalendar(tx: IdentityTx, row: CalendarRow): Promise<void> {
  await tx.sql.insert(slaCalendars).values(row)
}

/** Two who save at once get two versions: the second waits for the first. */
export async function lockCatalogue(tx: IdentityTx, id: string): Promise<void> {
  await tx.sql.execute(sql`select pg_advisory_xact_lock(hashtext(${`sla catalogue ${id}`}))`)
}

/** Every version of every policy, newest version first within one. */
export function selectPolicies(tx: IdentityTx): Promise<PolicyRow[]> {
  return tx.sql
    .select()
    .from(slaPolicies)
    .orderBy(asc(slaPolicies.name), asc(slaPolicies.id), desc(slaPolicies.version))
}

export function selectPolicyVersions(tx: IdentityTx, id: SlaPolicyId): Promise<PolicyRow[]> {
  return tx.sql.select().from(slaPolicies).where(eq(slaPolicies.id, id)).orderBy(desc(slaPolicies.version))
}

/** Takes every version of a policy out of use, or back into it with null. */
export async function setRetired(tx: IdentityTx, id: SlaPolicyId, retiredAt: Instant | null): Promise<void> {
  await tx.sql.update(slaPolicies).set({ retiredAt }).where(eq(slaPolicies.id, id))
}

export async function insertPolicy(tx: IdentityTx, row: PolicyRow): Promise<void> {
  await tx.sql.insert(slaPolicies).values(row)
}
