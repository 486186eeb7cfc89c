import { mintScope } from "#app/auth/mint-scope.server.ts"
import { listAlerts } from "#app/domain/alerts/read.server.ts"
import { listClientEntries } from "#app/domain/audit/read.server.ts"
import { acknowledgeIncident } from "#app/domain/incidents/acknowledge.server.ts"
import { confirmIncident } from "#app/domain/incidents/confirm.server.ts"
import { listIncidents, readIncident, readTimeline } from "#app/domain/incidents/read.server.ts"
import { liftRestriction, restrictIncident } from "#app/domain/incidents/restrict.server.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { fullSight, type Sight } from "#app/kernel/sight.ts"
import { inTenant, type TenantTx } from "#db/tenant.ts"
import { newFloor } from "./floor.ts"
import { ana } from "./tenants.ts"

/** Somebody of no team, and of the NOC alone. */
export const none: Sight = { restricted: [], asked: [] }
export const noc: Sight = { restricted: [], asked: "all" }
/** In its title, its alerts and its notes. */
export const secret = "Payroll-clerk"

/** An attack of two alerts, marked need to know. */
export async function restricted() {
  const floor = await newFloor()
  const alert = (key: string) => ({
    key,
    title: `${secret} ${key}`,
    severity: "high",
    discipline: "soc",
    asset: "hr-7",
    rule: "R-1",
  })
  await floor.send([alert("a"), alert("b")])
  await floor.drain()
  const members = await floor.alerts()
  const id = members[0]!.incident!.id
  const as =
    (sight: Sight) =>
    <P extends Permission, T>(work: (t: TenantTx<P>) => Promise<T>) =>
      inTenant(mintScope<P>(floor.tenant.id, ana, sight), work)
  const soc = as(fullSight)
  await soc((t: TenantTx<"incidents.work">) => acknowledgeIncident(t, id))
  await soc((t: TenantTx<"incidents.work">) =>
    confirmIncident(t, id, { verdict: "malicious", reason: secret }),
  )
  const before = await soc((t: TenantTx<"incidents.read">) => readIncident(t, id))
  const mark = () =>
    soc((t: TenantTx<"incidents.work" | "incidents.restricted">) =>
      restrictIncident(t, id, { reason: `${secret} is suspected` }),
    )
  const lift = () =>
    soc((t: TenantTx<"incidents.work" | "incidents.restricted">) =>
      liftRestriction(t, id, { reason: "Over" }),
    )
  await mark()
  return { floor, id, as, soc, mark, lift, before, alerts: members.map((member) => member.id) }
}
export type Case = Awaited<ReturnType<typeof restricted>>

/** Everything this sight reads of the incident, as text. */
export async function readAll({ as, id, floor }: Case, sight: Sight): Promise<string> {
  const all = await as(sight)(async (t: TenantTx<"incidents.read" | "alerts.read" | "audit.read">) => [
    await readIncident(t, id),
    (await listIncidents(t, {}, { order: "queue", limit: 50 })).items,
    await readTimeline(t, id),
    (await listAlerts(t, {}, { order: "newest", limit: 50 })).items,
    await listClientEntries(t, {}, { limit: 200 }),
    await t.sql.execute(`select title, event::text from signals where tenant_id = '${floor.tenant.id}'`),
    await t.sql.execute(`select body from deliveries where tenant_id = '${floor.tenant.id}'`),
    await t.sql.execute(`select value from incident_entities where tenant_id = '${floor.tenant.id}'`),
    await t.sql.execute(`select title, group_key from incidents where tenant_id = '${floor.tenant.id}'`),
  ])
  return JSON.stringify(all)
}
