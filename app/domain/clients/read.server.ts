import { notFound } from "#app/kernel/errors.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { Page } from "../paging.ts"
import type { ClientView } from "./client.ts"
import { type ClientPage, selectClient, selectClients } from "./store.server.ts"

export function listClients(
  t: ReadTx<"clients.read">,
  page: Omit<ClientPage, "withProvider">,
): Promise<Page<ClientView>> {
  return selectClients(t, page)
}

/** Every client in reach, page by page: for what has to touch each of them. */
export async function listAllClients(
  t: ReadTx<"clients.read">,
  options: Pick<ClientPage, "withProvider"> = {},
): Promise<ClientView[]> {
  const all: ClientView[] = []
  for (let after: string | undefined; ;) {
    const page = await selectClients(t, { ...options, limit: 200, ...(after ? { after } : {}) })
    all.push(...page.items)
    if (!page.nextCursor) return all
    after = page.nextCursor
  }
}

/** @throws DomainError `not_found`, also for a client out of reach. */
export async function readClient(t: ReadTx<"clients.read">, id: TenantId): Promise<ClientView> {
  const client = await selectClient(t, id)
  if (!client) throw notFound("Client")
  return client
}

/** The organisation somebody of the client belongs to. @throws DomainError `not_found`. */
export async function readOwnClient(t: ReadTx<"own.read">, id: TenantId): Promise<ClientView> {
  const client = await selectClient(t, id)
  if (!client) throw notFound("Client")
  return client
}
