import { conflict, notFound } from "#app/kernel/errors.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import type { ClientView, NewClient } from "./client.ts"
import { codesFromName } from "./code.ts"
import { insertClient, selectClient } from "./store.server.ts"

/**
 * Adds a client: the tenant is the one of the transaction, minted for it. Without a code it gets one that is free.
 *
 * @throws DomainError `conflict` when its code is taken.
 */
export async function createClient(
  t: TenantTx<"clients.manage">,
  { code: wanted, ...client }: Omit<NewClient, "code"> & { readonly code?: string | undefined },
): Promise<ClientView> {
  const code = await insertUnder(t, wanted === undefined ? codesFromName(client.name) : [wanted], client)
  if (code === undefined)
    throw conflict(
      wanted === undefined
        ? "No free code could be made of the name. Give it one."
        : `The code ${wanted} is taken. Choose another.`,
    )
  await recordAudit(t, { action: "client.create", targetId: t.scope.tenantId, after: { code, ...client } })
  const made = await selectClient(t, t.scope.tenantId)
  if (!made) throw notFound("Client")
  return made
}

/** The first of the codes that was free. */
async function insertUnder(
  t: TenantTx<"clients.manage">,
  codes: readonly string[],
  client: Omit<NewClient, "code">,
): Promise<string | undefined> {
  for (const code of codes) if (await insertClient(t, { ...client, code })) return code
  return undefined
}
