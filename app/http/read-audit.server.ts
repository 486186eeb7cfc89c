import { withPortfolio, withProviderAudit } from "#app/auth/guards.server.ts"
import type { Principal } from "#app/auth/principal.ts"
import type { AuditEntry } from "#app/domain/audit/entry.ts"
import type { AuditFilter } from "#app/domain/audit/filter.ts"
import { listClientEntries, listProviderEntries } from "#app/domain/audit/read.server.ts"
import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { type Page, pageOf } from "#app/domain/paging.ts"
import { Temporal } from "#app/kernel/time.ts"
import { inIdentity } from "#db/identity.ts"

/**
 * One page of the audit, newest first: the entries of the clients in reach and, for somebody who reaches all, the
 * provider's own. The reading is recorded, once for each person, filter and hour.
 */
export async function readAudit(
  who: Principal,
  filter: AuditFilter,
  page: { readonly after?: string; readonly limit: number },
): Promise<Page<AuditEntry>> {
  const ofClients = await withPortfolio(who, ["audit.read"], (t) => listClientEntries(t, filter, page))
  const ofProvider = await withProviderAudit(who, (tx) => listProviderEntries(tx, filter, page))
  await noteReading(who, filter)
  const newestFirst = [...ofClients, ...(ofProvider ?? [])].sort(
    (a, b) => Temporal.Instant.compare(b.at, a.at) || (a.id < b.id ? 1 : -1),
  )
  return pageOf(
    newestFirst,
    page.limit,
    (entry) => entry,
    (entry) => [entry.at.toString(), entry.id],
  )
}

function noteReading({ actor }: Principal, filter: AuditFilter): Promise<void> {
  return inIdentity((tx) =>
    recordProviderAudit(tx, {
      actor,
      action: "audit.read",
      ...(filter.client && filter.client !== "provider" ? { clientId: filter.client } : {}),
      after: { filter },
      oncePerHour: JSON.stringify(filter),
    }),
  )
}
