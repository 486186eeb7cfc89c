import { expect, test } from "vitest"
import { withTenantOf } from "#app/auth/guards.server.ts"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { decideExclusion } from "#app/domain/sla/exclusions/decide.server.ts"
import { requestExclusion } from "#app/domain/sla/exclusions/request.server.ts"
import { newId } from "#app/kernel/ids.ts"
import { permissionsOfRole } from "#app/kernel/permission.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { instantNow } from "#app/kernel/time.ts"
import { inTenant } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { clockOfMetric, neglectedIncident } from "../support/missed-clocks.ts"
import { staffOf } from "../support/staff-of.ts"
import { ana, newTenant, type TestTenant, twoTenants } from "../support/tenants.ts"

await testDatabase()

async function askedBy(tenant: TestTenant, who: Actor) {
  const incident = await neglectedIncident(tenant, instantNow().subtract({ hours: 24 * 7 }))
  const clock = await clockOfMetric(tenant, incident, "resolve")
  return inTenant(mintScope<"sla.exclude">(tenant.id, who), (t) =>
    requestExclusion(t, clock, { kind: "client_caused", reason: "Their firewall", evidence: "Ticket 12" }),
  )
}
type Approver = ReturnType<typeof staffOf>
const approve = (who: Approver, tenant: TestTenant, id: Awaited<ReturnType<typeof askedBy>>) =>
  withTenantOf(who, { kind: "tenant", id: tenant.id }, ["sla.approve"], (t) =>
    decideExclusion(t, id, { approve: true, comment: "" }),
  )

test("2.9.12 the account manager of a client approves what was asked to be left out, and asks for nothing", async () => {
  const { acme, globex } = await twoTenants()
  const id = await askedBy(acme, ana)
  await expect(approve(staffOf([globex.id], "account"), acme, id)).rejects.toMatchObject({
    code: "not_found",
  })
  await approve(staffOf([acme.id], "account"), acme, id)
  expect(permissionsOfRole("account")).not.toContain("sla.exclude")
  expect(permissionsOfRole("billing")).not.toContain("sla.approve")
})

test("2.9.12 nobody approves their own, account managers neither", async () => {
  const tenant = await newTenant()
  const manager = staffOf([tenant.id], "account")
  const id = await askedBy(tenant, manager.actor)
  await expect(approve(manager, tenant, id)).rejects.toMatchObject({ code: "forbidden" })
  const other = { ...manager, actor: { kind: "user", id: newId<"user">(), name: "Mia" } } as const
  await approve(other, tenant, id)
})
