import { conflict } from "#app/kernel/errors.ts"
import { newId, type ServiceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { readService } from "./read.server.ts"
import { requireDependencies } from "./require-dependencies.server.ts"
import type { NewService, ServiceView } from "./service.ts"
import {
  insertService,
  lockInventory,
  replaceDependencies,
  selectServiceNamed,
} from "./services.store.server.ts"

/** Adds a service. @throws DomainError `conflict` for a name in use; `invalid` for dependencies in a ring. */
export async function createService(
  t: TenantTx<"services.manage" | "services.read">,
  wanted: NewService,
): Promise<ServiceView> {
  const { dependsOn, ...row } = wanted
  const id = newId<"service">() as ServiceId
  await lockInventory(t)
  if (await selectServiceNamed(t, row.name)) throw conflict(`There is a service “${row.name}” already.`)
  await requireDependencies(t, id, dependsOn)
  await insertService(t, id, row)
  await replaceDependencies(t, id, dependsOn)
  await recordAudit(t, { action: "service.create", targetId: id, after: wanted })
  return readService(t, id)
}
