import { and, asc, count, desc, eq, gte, isNotNull, lt, lte, or, type SQL, sql } from "drizzle-orm"
import type { MailId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { IdentityTx } from "#db/identity.ts"
import { mailOutbox } from "#db/schema/mail.ts"
import type { MailStatus } from "./mail.ts"

export type MailRow = typeof mailOutbox.$inferSelect

export async function insertMail(tx: IdentityTx, row: typeof mailOutbox.$inferInsert): Promise<void> {
  await tx.sql.insert(mailOutbox).values(row)
}

export async function selectMail(tx: IdentityTx, id: MailId): Promise<MailRow | undefined> {
  const [row] = await tx.sql.select().from(mailOutbox).where(eq(mailOutbox.id, id))
  return row
}

/** The newest mails, one more than `limit` where there are more. */
export function selectMails(
  tx: IdentityTx,
  which: {
    readonly status?: MailStatus
    readonly before?: { readonly createdAt: string; readonly id: string }
  },
  limit: number,
): Promise<MailRow[]> {
  const { status, before } = which
  return tx.sql
    .select()
    .from(mailOutbox)
    .where(
      and(
        status && eq(mailOutbox.status, status),
        before &&
          sql`(${mailOutbox.createdAt}, ${mailOutbox.id}) < (${before.createdAt}::timestamptz, ${before.id}::uuid)`,
      ),
    )
    .orderBy(desc(mailOutbox.createdAt), desc(mailOutbox.id))
    .limit(limit + 1)
}

export function countByStatus(tx: IdentityTx): Promise<{ status: MailStatus; count: number }[]> {
  return tx.sql
    .select({ status: mailOutbox.status, count: count() })
    .from(mailOutbox)
    .groupBy(mailOutbox.status)
}

/** The mail that has been due longest, locked; one that another sender is taking is passed over. */
export async function lockDue(tx: IdentityTx): Promise<MailRow | undefined> {
  const [row] = await tx.sql
    .select()
    .from(mailOutbox)
    .where(due(tx.now))
    .orderBy(asc(mailOutbox.nextAttemptAt), asc(mailOutbox.id))
    .limit(1)
    .for("update", { skipLocked: true })
  return row
}

type Change = Partial<Omit<MailRow, "id">>

/** Changes a mail that still is as it was seen; false when somebody was faster. */
export async function updateMail(
  tx: IdentityTx,
  seen: Pick<MailRow, "id" | "status" | "attempts">,
  change: Change,
): Promise<boolean> {
  const changed = await tx.sql
    .update(mailOutbox)
    .set(change)
    .where(
      and(
        eq(mailOutbox.id, seen.id),
        eq(mailOutbox.status, seen.status),
        eq(mailOutbox.attempts, seen.attempts),
      ),
    )
    .returning({ id: mailOutbox.id })
  return changed.length > 0
}

/** Changes every mail that is due and whose links have expired. */
export async function updateExpiredDue(tx: IdentityTx, change: Change): Promise<void> {
  await tx.sql
    .update(mailOutbox)
    .set(change)
    .where(and(due(tx.now), lte(mailOutbox.expiresAt, tx.now)))
}

/** Changes every mail that is due again though it has had its tries: the last of them killed its sender. */
export async function updateExhausted(tx: IdentityTx, attempts: number, change: Change): Promise<void> {
  await tx.sql
    .update(mailOutbox)
    .set(change)
    .where(and(due(tx.now), gte(mailOutbox.attempts, attempts)))
}

export async function updateAllDue(tx: IdentityTx, change: Change): Promise<void> {
  await tx.sql.update(mailOutbox).set(change).where(due(tx.now))
}

export async function eraseExpiredKept(tx: IdentityTx): Promise<void> {
  await tx.sql
    .update(mailOutbox)
    .set({ sealed: null })
    .where(
      and(eq(mailOutbox.status, "kept"), isNotNull(mailOutbox.sealed), lte(mailOutbox.expiresAt, tx.now)),
    )
}

/** Removes mails that are done with and older than `before`. */
export async function deleteDone(tx: IdentityTx, before: Instant): Promise<void> {
  await tx.sql
    .delete(mailOutbox)
    .where(
      and(
        lt(mailOutbox.createdAt, before),
        or(
          eq(mailOutbox.status, "sent"),
          eq(mailOutbox.status, "dropped"),
          eq(mailOutbox.status, "dead"),
          eq(mailOutbox.status, "kept"),
        ),
      ),
    )
}

function due(now: Instant): SQL | undefined {
  return and(eq(mailOutbox.status, "queued"), lte(mailOutbox.nextAttemptAt, now))
}

/** Every mail that holds something sealed, locked against a change meanwhile. */
export function lockSealed(tx: IdentityTx): Promise<{ id: MailId; sealed: string | null }[]> {
  return tx.sql
    .select({ id: mailOutbox.id, sealed: mailOutbox.sealed })
    .from(mailOutbox)
    .where(isNotNull(mailOutbox.sealed))
    .orderBy(asc(mailOutbox.id))
    .for("update")
}

export async function updateSealed(tx: IdentityTx, id: MailId, sealed: string): Promise<void> {
  await tx.sql.update(mailOutbox).set({ sealed }).where(eq(mailOutbox.id, id))
}
