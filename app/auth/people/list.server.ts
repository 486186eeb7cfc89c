import { decodeCursor, type Page, pageOf } from "#app/domain/paging.ts"
import { notFound } from "#app/kernel/errors.ts"
import type { UserId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import type { ClientPeopleTx, ProviderTx } from "#db/provider-door.ts"
import { type Hint, hintsOf } from "./hints.ts"
import {
  countPeople,
  type HeldGrant,
  type PersonRow,
  selectHeldGrants,
  selectPeople,
  selectPerson,
  type Whose,
} from "./store.server.ts"

export type ListedPerson = PersonRow & {
  readonly grants: readonly HeldGrant[]
  readonly hints: readonly Hint[]
}

type PageOf = { readonly search?: string; readonly after?: string; readonly limit: number }

/** The provider's own people, by name. */
export function listStaff(tx: ProviderTx<"people.read">, page: PageOf): Promise<Page<ListedPerson>> {
  return list(tx, "staff", page)
}

/** The people of every client, by name. */
export function listClientsPeople(
  tx: ProviderTx<"people.read"> | ProviderTx<"client-people.manage">,
  page: PageOf,
): Promise<Page<ListedPerson>> {
  return list(tx, "clients", page)
}

/** The people of one client, by name. */
export function listOwnPeople(tx: ClientPeopleTx, page: PageOf): Promise<Page<ListedPerson>> {
  return list(tx, tx.clientId, page)
}

export async function countByKind(
  tx: ProviderTx<"people.read"> | ProviderTx<"client-people.manage">,
): Promise<{ readonly staff: number; readonly clients: number }> {
  return { staff: await countPeople(tx, "staff"), clients: await countPeople(tx, "clients") }
}

/** Anybody who can sign in. @throws DomainError `not_found` */
export async function readPerson(
  tx: ProviderTx<"people.read"> | ProviderTx<"client-people.manage">,
  whose: "staff" | "clients" | "anybody",
  id: UserId,
): Promise<ListedPerson> {
  const row =
    (whose === "clients" ? undefined : await selectPerson(tx, "staff", id)) ??
    (whose === "staff" ? undefined : await selectPerson(tx, "clients", id))
  if (!row) throw notFound("Person")
  return withHints(row, await selectHeldGrants(tx, [id]), tx)
}

async function list(tx: IdentityTx, whose: Whose, page: PageOf): Promise<Page<ListedPerson>> {
  const { search, after, limit } = page
  const [name = "", id = ""] = after ? decodeCursor(after, 2) : []
  const rows = await selectPeople(tx, whose, {
    ...(search ? { search } : {}),
    ...(after ? { after: { name, id } } : {}),
    limit,
  })
  const grants = await selectHeldGrants(
    tx,
    rows.filter((row) => !row.clientId).map((row) => row.id),
  )
  const view = (row: PersonRow) =>
    withHints(
      row,
      grants.filter((grant) => grant.userId === row.id),
      tx,
    )
  return pageOf(rows, limit, view, (row) => [row.name, row.id])
}

function withHints(row: PersonRow, grants: readonly HeldGrant[], { now }: IdentityTx): ListedPerson {
  return { ...row, grants, hints: row.disabledAt ? [] : hintsOf({ ...row, grants }, now) }
}
