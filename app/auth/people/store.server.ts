import { and, asc, count, eq, inArray, isNull, sql } from "drizzle-orm"
import type { TenantId, UserId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { IdentityTx } from "#db/identity.ts"
import { clientGroupMembers, clientGroups, grants } from "#db/schema/access.ts"
import { users } from "#db/schema/identity.ts"
import { passkeys, recoveryCodes, totpSecrets } from "#db/schema/sign-in.ts"
import type { Grant } from "../access.ts"

/** A grant of somebody, with the clients it covers and its group's name. */
export type HeldGrant = Grant & {
  readonly userId: UserId
  readonly tier: number | null
  readonly groupId: string | null
  readonly groupName: string | null
  readonly clientId: TenantId | null
}

/** A person as the lists show them. */
export type PersonRow = {
  readonly id: UserId
  readonly name: string
  readonly email: string
  readonly role: string | null
  readonly clientId: TenantId | null
  readonly disabledAt: Instant | null
  readonly createdAt: Instant
  readonly lastSeenAt: Instant | null
  readonly sessions: number
  readonly passkeys: number
  readonly hasTotp: boolean
  readonly hasPassword: boolean
}

/** Who somebody of the provider is, and how to reach them. */
export type StaffRow = Pick<PersonRow, "id" | "name" | "email">

/** Whose people: the provider's own, everybody's clients', or one client's. */
export type Whose = "staff" | "clients" | TenantId

const ofWhom = (whose: Whose) =>
  whose === "staff"
    ? isNull(users.clientId)
    : whose === "clients"
      ? sql`${users.clientId} is not null`
      : eq(users.clientId, whose)

// In a select from one table drizzle names columns without their table: the name is written out where rows are correlated.
const self = sql.raw('"users"."id"')

const personColumns = (tx: IdentityTx) => ({
  id: users.id,
  name: users.name,
  email: users.email,
  role: users.role,
  clientId: users.clientId,
  disabledAt: users.disabledAt,
  createdAt: users.createdAt,
  lastSeenAt: sql<Instant | null>`greatest(${users.lastSignedInAt}, (
    select max(s.last_seen_at) from sessions s where s.user_id = ${self}))`.mapWith(users.lastSignedInAt),
  sessions: sql<number>`(select count(*)::int from sessions s where s.user_id = ${self}
    and not s.pending and s.expires_at > ${tx.now.toString()}::timestamptz)`,
  passkeys: sql<number>`(select count(*)::int from passkeys p where p.user_id = ${self})`,
  hasTotp: sql<boolean>`exists (select from totp_secrets t where t.user_id = ${self} and t.confirmed_at is not null)`,
  hasPassword: sql<boolean>`${users.passwordHash} is not null`,
})

/** By name; one more than `limit` where there are more. */
export function selectPeople(
  tx: IdentityTx,
  whose: Whose,
  page: {
    readonly search?: string
    readonly after?: { readonly name: string; readonly id: string }
    readonly limit: number
  },
): Promise<PersonRow[]> {
  const { search, after } = page
  const pattern = search && `%${search.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
  return tx.sql
    .select(personColumns(tx))
    .from(users)
    .where(
      and(
        ofWhom(whose),
        pattern ? sql`(${users.name} ilike ${pattern} or ${users.email} ilike ${pattern})` : undefined,
        after && sql`(${users.name}, ${users.id}) > (${after.name}, ${after.id}::uuid)`,
      ),
    )
    .orderBy(asc(users.name), asc(users.id))
    .limit(page.limit + 1)
}

export async function selectPerson(tx: IdentityTx, whose: Whose, id: UserId): Promise<PersonRow | undefined> {
  const [row] = await tx.sql
    .select(personColumns(tx))
    .from(users)
    .where(and(ofWhom(whose), eq(users.id, id)))
  return row
}

/** The provider's people who may sign in, by id. */
export function selectActiveStaff(tx: IdentityTx): Promise<StaffRow[]> {
  return tx.sql
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(and(isNull(users.clientId), isNull(users.disabledAt)))
    .orderBy(asc(users.id))
}

/** The people of a client who answer for its incidents and may sign in, by id. */
export function selectContacts(tx: IdentityTx, client: TenantId): Promise<StaffRow[]> {
  return tx.sql
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(
      and(
        eq(users.clientId, client),
        inArray(users.role, ["manager", "responder"]),
        isNull(users.disabledAt),
      ),
    )
    .orderBy(asc(users.id))
}

export async function countPeople(tx: IdentityTx, whose: Whose): Promise<number> {
  const [row] = await tx.sql.select({ count: count() }).from(users).where(ofWhom(whose))
  return row?.count ?? 0
}

/** The grants of these people, expired ones too. */
export async function selectHeldGrants(tx: IdentityTx, userIds: readonly UserId[]): Promise<HeldGrant[]> {
  if (userIds.length === 0) return []
  const rows = await tx.sql
    .select({ grant: grants, groupName: clientGroups.name })
    .from(grants)
    .leftJoin(clientGroups, eq(clientGroups.id, grants.groupId))
    .where(inArray(grants.userId, [...userIds]))
    .orderBy(asc(grants.createdAt), asc(grants.id))
  const members = await selectMembers(
    tx,
    rows.flatMap(({ grant }) => grant.groupId ?? []),
  )
  return rows.map(({ grant, groupName }) => {
    const { id, userId, role, discipline, tier, groupId, clientId, expiresAt } = grant
    const reach = clientId ? [clientId] : groupId ? (members.get(groupId) ?? []) : ("all" as const)
    return { id, userId, role, discipline, tier, groupId, groupName, clientId, expiresAt, reach }
  })
}

/** The clients of each group. A group nobody knows has none. */
export async function selectMembers(
  tx: IdentityTx,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, readonly TenantId[]>> {
  const members = new Map<string, TenantId[]>()
  if (groupIds.length === 0) return members
  const rows = await tx.sql
    .select()
    .from(clientGroupMembers)
    .where(inArray(clientGroupMembers.groupId, [...groupIds]))
  for (const { groupId, clientId } of rows) members.set(groupId, [...(members.get(groupId) ?? []), clientId])
  return members
}

export async function updateUser(
  tx: IdentityTx,
  id: UserId,
  change: Partial<typeof users.$inferInsert>,
): Promise<void> {
  await tx.sql.update(users).set(change).where(eq(users.id, id))
}

export async function updateGrant(
  tx: IdentityTx,
  id: string,
  change: Partial<typeof grants.$inferInsert>,
): Promise<void> {
  await tx.sql.update(grants).set(change).where(eq(grants.id, id))
}

export async function deleteGrant(tx: IdentityTx, id: string): Promise<void> {
  await tx.sql.delete(grants).where(eq(grants.id, id))
}

export async function deleteFactorsOf(tx: IdentityTx, userId: UserId): Promise<void> {
  await tx.sql.delete(passkeys).where(eq(passkeys.userId, userId))
  await tx.sql.delete(totpSecrets).where(eq(totpSecrets.userId, userId))
  await tx.sql.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
}

/** Lets one transaction at a time change who is in charge, until its end: two who remove each other do not both succeed. */
export async function lockInCharge(tx: IdentityTx): Promise<void> {
  await tx.sql.execute(sql`select pg_advisory_xact_lock(hashtext('watchfloor people in charge'))`)
}

/** Administrators of everything, for good, who can sign in; or a client's managers. */
export async function countInCharge(tx: IdentityTx, whose: TenantId | "staff"): Promise<number> {
  if (whose !== "staff")
    return tx.sql.$count(
      users,
      and(eq(users.clientId, whose), eq(users.role, "manager"), isNull(users.disabledAt)),
    )
  const [row] = await tx.sql
    .select({ count: sql<number>`count(distinct ${users.id})::int` })
    .from(users)
    .innerJoin(grants, eq(grants.userId, users.id))
    .where(
      and(
        isNull(users.disabledAt),
        eq(grants.role, "admin"),
        isNull(grants.groupId),
        isNull(grants.clientId),
        isNull(grants.expiresAt),
      ),
    )
  return row?.count ?? 0
}
