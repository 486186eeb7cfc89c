import { and, asc, eq, ilike, or, sql } from "drizzle-orm"
import type { TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { within } from "#db/reach.ts"
import { clients } from "#db/schema/clients.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import { decodeCursor, type Page, pageOf } from "../paging.ts"
import type { ClientChange, ClientView, NewClient } from "./client.ts"

export async function insertClient<P extends Permission>(
  t: TenantTx<P>,
  client: NewClient,
): Promise<boolean> {
  const added = await t.sql
    .insert(clients)
    .values({ id: t.scope.tenantId, ...client, createdAt: t.now, updatedAt: t.now })
    .onConflictDoNothing()
    .returning({ id: clients.id })
  return added.length > 0
}

export async function updateClient<P extends Permission>(
  t: TenantTx<P>,
  change: ClientChange,
): Promise<void> {
  const { name, timeZone, status } = change
  await t.sql
    .update(clients)
    .set({
      ...(name ? { name } : {}),
      ...(timeZone ? { timeZone } : {}),
      ...(status ? { status } : {}),
      updatedAt: t.now,
    })
    .where(eq(clients.id, t.scope.tenantId))
}

export async function selectClient<P extends Permission>(
  t: ReadTx<P>,
  id: TenantId,
): Promise<ClientView | undefined> {
  const [row] = await t.sql
    .select()
    .from(clients)
    .where(and(within(clients.id, t.reach), eq(clients.id, id)))
  return row
}

export type ClientPage = {
  readonly after?: string
  readonly limit: number
  readonly search?: string
  /** Lists also the provider's own tenant: for names beside its records, not for choosing a customer. */
  readonly withProvider?: boolean
}

/** By name. */
export async function selectClients<P extends Permission>(
  t: ReadTx<P>,
  page: ClientPage,
): Promise<Page<ClientView>> {
  const [name, id] = page.after ? decodeCursor(page.after, 2) : []
  const pattern = page.search ? `%${page.search.replace(/[\\%_]/g, (c) => `\\${c}`)}%` : undefined
  const rows = await t.sql
    .select()
    .from(clients)
    .where(
      and(
        within(clients.id, t.reach),
        page.withProvider ? undefined : eq(clients.isProvider, false),
        pattern ? or(ilike(clients.name, pattern), ilike(clients.code, pattern)) : undefined,
        name !== undefined ? sql`(${clients.name}, ${clients.id}) > (${name}, ${id}::uuid)` : undefined,
      ),
    )
    .orderBy(asc(clients.name), asc(clients.id))
    .limit(page.limit + 1)
  return pageOf(
    rows,
    page.limit,
    (row) => row,
    (row) => [row.name, row.id],
  )
}

/** The provider's own tenant; there is one at most. */
export async function selectProvider<P extends Permission>(t: ReadTx<P>): Promise<TenantId | undefined> {
  const [row] = await t.sql
    .select({ id: clients.id })
    .from(clients)
    .where(and(within(clients.id, t.reach), eq(clients.isProvider, true)))
  return row?.id
}

/** Gives false where the code is taken or there is a provider already. */
export async function insertProvider<P extends Permission>(t: TenantTx<P>, code: string): Promise<boolean> {
  const row = { code, name: "Provider", timeZone: "UTC", isProvider: true }
  const added = await t.sql
    .insert(clients)
    .values({ id: t.scope.tenantId, ...row, createdAt: t.now, updatedAt: t.now })
    .onConflictDoNothing()
    .returning({ id: clients.id })
  return added.length > 0
}

export async function selectState<P extends Permission>(t: TenantTx<P>) {
  const [row] = await t.sql
    .select({ name: clients.name, status: clients.status, isProvider: clients.isProvider })
    .from(clients)
    .where(eq(clients.id, t.scope.tenantId))
  return row
}
