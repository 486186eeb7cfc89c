import { readOwnClient } from "#app/domain/clients/read.server.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { inPortfolio } from "#db/tenant.ts"
import { mintPortfolio } from "./mint-scope.server.ts"

/** What the provider's own people are invited to. */
export const staffOrganisation = "the operations team"

/** What an invitation leads to, by name: read for somebody who is not signed in yet, of that one client. */
export async function organisationName(clientId: TenantId | null): Promise<string> {
  if (!clientId) return staffOrganisation
  const portfolio = mintPortfolio<"own.read">([clientId], { kind: "system", name: "invitations" })
  return (await inPortfolio(portfolio, (t) => readOwnClient(t, clientId))).name
}
