import { and, eq, gt, isNull, lt, sql } from "drizzle-orm"
import type { UserId } from "#app/kernel/ids.ts"
import { type Instant, plusSeconds } from "#app/kernel/time.ts"
import type { IdentityTx } from "#db/identity.ts"
import { users } from "#db/schema/identity.ts"
import { accountLinks, passkeys, totpSecrets } from "#db/schema/sign-in.ts"
import type { UserRow } from "../sessions.store.server.ts"

export type LinkPurpose = "password" | "email"
export type FoundLink = { readonly link: typeof accountLinks.$inferSelect; readonly user: UserRow }

/** Links that stopped working are forgotten after this. */
const rememberedSeconds = 30 * 86_400

/** Adds a link, and forgets those long dead. */
export async function insertLink(tx: IdentityTx, row: typeof accountLinks.$inferInsert): Promise<void> {
  await tx.sql.delete(accountLinks).where(lt(accountLinks.expiresAt, plusSeconds(tx.now, -rememberedSeconds)))
  await tx.sql.insert(accountLinks).values(row)
}

/** The link a token opens now, for this purpose, with its person; none for a disabled one. */
export async function selectLink(
  tx: IdentityTx,
  purpose: LinkPurpose,
  tokenHash: string,
): Promise<FoundLink | undefined> {
  const [row] = await tx.sql
    .select({ link: accountLinks, user: users })
    .from(accountLinks)
    .innerJoin(users, eq(users.id, accountLinks.userId))
    .where(and(usable(tx, purpose, tokenHash), isNull(users.disabledAt)))
  return row
}

/** Takes the link for good: of many at once exactly one has it. */
export async function markUsed(tx: IdentityTx, purpose: LinkPurpose, tokenHash: string): Promise<boolean> {
  const taken = await tx.sql
    .update(accountLinks)
    .set({ usedAt: tx.now })
    .where(usable(tx, purpose, tokenHash))
    .returning({ id: accountLinks.id })
  return taken.length > 0
}

/** Makes every link on its way to somebody worthless. */
export async function withdrawLinksOf(tx: IdentityTx, userId: UserId, purpose?: LinkPurpose): Promise<void> {
  await tx.sql
    .update(accountLinks)
    .set({ usedAt: tx.now })
    .where(
      and(
        eq(accountLinks.userId, userId),
        isNull(accountLinks.usedAt),
        purpose && eq(accountLinks.purpose, purpose),
      ),
    )
}

/** How many links for this purpose were made for somebody since then. */
export function countLinksSince(
  tx: IdentityTx,
  userId: UserId,
  purpose: LinkPurpose,
  since: Instant,
): Promise<number> {
  return tx.sql.$count(
    accountLinks,
    and(
      eq(accountLinks.userId, userId),
      eq(accountLinks.purpose, purpose),
      gt(accountLinks.createdAt, since),
    ),
  )
}

/** True when signing in asks somebody for more than the password. */
export async function hasSecondFactor(tx: IdentityTx, userId: UserId): Promise<boolean> {
  const confirmed = and(eq(totpSecrets.userId, userId), sql`${totpSecrets.confirmedAt} is not null`)
  return (
    (await tx.sql.$count(passkeys, eq(passkeys.userId, userId))) > 0 ||
    (await tx.sql.$count(totpSecrets, confirmed)) > 0
  )
}

export async function selectUser(tx: IdentityTx, id: UserId): Promise<UserRow | undefined> {
  const [row] = await tx.sql.select().from(users).where(eq(users.id, id))
  return row
}

/** @returns false when somebody else has the address */
export async function updateAddress(tx: IdentityTx, id: UserId, email: string): Promise<boolean> {
  const changed = await tx.sql
    .update(users)
    .set({ email })
    .where(
      and(
        eq(users.id, id),
        sql`not exists (select from users other where other.email = ${email} and other.id <> ${id})`,
      ),
    )
    .returning({ id: users.id })
  return changed.length > 0
}

const usable = (tx: IdentityTx, purpose: LinkPurpose, tokenHash: string) =>
  and(
    eq(accountLinks.tokenHash, tokenHash),
    eq(accountLinks.purpose, purpose),
    isNull(accountLinks.usedAt),
    gt(accountLinks.expiresAt, tx.now),
  )
