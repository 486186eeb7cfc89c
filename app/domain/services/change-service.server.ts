import { conflict } from "#app/kernel/errors.ts"
import type { ServiceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { readService } from "./read.server.ts"
import { requireDependencies } from "./require-dependencies.server.ts"
import type { ServiceChange, ServiceView } from "./service.ts"
import {
  lockInventory,
  replaceDependencies,
  selectServiceNamed,
  updateServiceRow,
} from "./services.store.server.ts"

/**
 * Changes a service; alerts are routed by it from the next batch on.
 *
 * @throws DomainError `not_found`; `conflict` for a name in use; `invalid` for dependencies in a ring.
 */
export async function changeService(
  t: TenantTx<"services.manage" | "services.read">,
  id: ServiceId,
  change: ServiceChange,
): Promise<ServiceView> {
  await lockInventory(t)
  const { name, description, criticality, matcher, dependsOn } = await readService(t, id)
  const before = { name, description, criticality, matcher, dependsOn: [...dependsOn] }
  const { dependsOn: edges, ...row } = { ...before, ...definedOf(change) }
  const holder = await selectServiceNamed(t, row.name)
  if (holder && holder.id !== id) throw conflict(`There is a service “${row.name}” already.`)
  await updateServiceRow(t, id, row)
  if (change.dependsOn) {
    await requireDependencies(t, id, edges)
    await replaceDependencies(t, id, edges)
  }
  await recordAudit(t, {
    action: "service.change",
    targetId: id,
    before,
    after: { ...row, dependsOn: edges },
  })
  return readService(t, id)
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Without the fields that are there and say nothing. */
function definedOf<T extends object>(change: T): Defined<T> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Defined<T>
}
