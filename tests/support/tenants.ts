import { mintPortfolio, mintScope } from "#app/auth/mint-scope.server.ts"
import { newId, type SourceId, type TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Actor, Portfolio, Scope } from "#app/kernel/scope.ts"
import { clients } from "#db/schema/clients.ts"
import { sources } from "#db/schema/sources.ts"
import { inTenant } from "#db/tenant.ts"

export const ana: Actor = { kind: "user", id: newId(), name: "Ana Analyst" }

/** A client of its own for one test, with whatever proofs the test asks for. */
export type TestTenant = {
  readonly id: TenantId
  readonly code: string
  readonly scope: <P extends Permission>(...needs: P[]) => Scope<P>
  readonly hasSource: (adapter?: string) => Promise<SourceId>
}

let made = 0

export async function newTenant(name = "Acme"): Promise<TestTenant> {
  const id = newId<"tenant">()
  const code = `T${process.pid}${++made}`
  const scope = <P extends Permission>(..._needs: P[]): Scope<P> => mintScope<P>(id, ana)
  await inTenant(scope("clients.manage"), (t) =>
    t.sql
      .insert(clients)
      .values({ id, code, name, timeZone: "Europe/Sofia", createdAt: t.now, updatedAt: t.now }),
  )
  const hasSource = (adapter = "generic") =>
    inTenant(scope("sources.manage"), async (t) => {
      const sourceId = newId<"source">()
      await t.sql.insert(sources).values({
        tenantId: id,
        id: sourceId,
        name: `${adapter} feed`,
        adapter,
        ratePerSecond: 1000,
        burst: 5000,
        createdAt: t.now,
      })
      return sourceId
    })
  return { id, code, scope, hasSource }
}

export async function twoTenants(): Promise<{ acme: TestTenant; globex: TestTenant }> {
  return { acme: await newTenant("Acme"), globex: await newTenant("Globex") }
}

/** Everything an analyst over all clients may read. */
export function wholePortfolio<P extends Permission>(..._needs: P[]): Portfolio<P> {
  return mintPortfolio<P>("all", ana)
}
