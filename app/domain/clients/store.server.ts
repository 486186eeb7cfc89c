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

/** By name. */
export async function selectClients<P extends Permission>(
  t: ReadTx<P>,
  page: { readonly after?: string; readonly limit: number; readonly search?: string },
): Promise<Page<ClientView>> {
  const [name, id] = page.after ? decodeCursor(page.after, 2) : []
  const pattern = page.search ? `%${page.search.replace(/[\\%_]/g, (c) => `\\${c}`)}%` : undefined
  const rows = await t.sql
    .select()
    .from(clients)
    .where(
      and(
        within(clients.id, t.reach),
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
