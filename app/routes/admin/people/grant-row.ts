import { explainAccess } from "#app/auth/explain-access.ts"
import type { HeldGrant } from "#app/auth/people/store.server.ts"
import { grantWords } from "#app/auth/people/words.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { Temporal } from "#app/kernel/time.ts"
import type { ExplainedRow } from "./explanation.tsx"
import type { GrantRow } from "./grants.tsx"
import { type Names, placeOf } from "./row.ts"

/** A grant in words, and as the fields that change it. */
export function grantRow(grant: HeldGrant, names: Names): GrantRow {
  const { id, role, discipline, tier, groupId, clientId, expiresAt } = grant
  return {
    id,
    words: grantWords(grant, placeOf(grant, names)),
    values: {
      ...{ role, discipline },
      tier: tier === null ? "" : String(tier),
      scope: clientId ? `client:${clientId}` : groupId ? `group:${groupId}` : "all",
      expires: expiresAt?.toString().slice(0, 10) ?? "",
    },
  }
}

/** Why each permission is given at a client or not, in words. */
export function explainedRows(
  grants: readonly HeldGrant[],
  clientId: TenantId,
  names: Names,
): ExplainedRow[] {
  const words = (grant: HeldGrant) => grantWords(grant, placeOf(grant, names))
  const whys = { expired: "expired", elsewhere: "does not cover this client" } as const
  return explainAccess(grants, clientId, Temporal.Now.instant()).map(
    ({ permission, isGranted, by, not }) => ({
      ...{ permission, isGranted },
      because: isGranted ? by.map(words) : not.map(({ grant, why }) => `${words(grant)} (${whys[why]})`),
    }),
  )
}
