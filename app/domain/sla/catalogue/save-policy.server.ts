import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { conflict, invalid, notFound } from "#app/kernel/errors.ts"
import { newId, type SlaPolicyId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { compilePolicy } from "../policies/compile.ts"
import type { PolicyDraft } from "../policies/policy-draft.ts"
import { faultsOf } from "./faults.ts"
import { insertPolicy, lockCatalogue, selectPolicyVersions } from "./store.server.ts"
import { storedPolicyOf } from "./stored-policy.server.ts"

export type PolicySave = {
  /** Absent for a new policy. */
  readonly id?: SlaPolicyId
  readonly name: string
  readonly draft: PolicyDraft
  readonly effectiveFrom: Instant
}

/**
 * Saves a policy as a new version. It holds for nobody until it is bound to a client.
 *
 * @throws DomainError `invalid` for targets that cannot be kept or calendars that are not there; `not_found`; `conflict` for one that is
 *   retired
 */
export async function savePolicy(
  tx: ProviderTx<"sla.manage">,
  save: PolicySave,
): Promise<{ readonly id: SlaPolicyId; readonly version: number }> {
  const { name, draft, effectiveFrom } = save
  const id = save.id ?? newId<"sla-policy">()
  await lockCatalogue(tx, id)
  const [last] = await selectPolicyVersions(tx, id)
  if (save.id && !last) throw notFound("Policy")
  if (last?.retiredAt) throw conflict(`${last.name} is retired. Reactivate it first.`)
  const version = (last?.version ?? 0) + 1
  const terms = await storedPolicyOf(tx, draft)
  const faults = faultsOf(compilePolicy({ id, version, effectiveFrom }, terms))
  if (faults.length > 0)
    throw invalid(
      faults.map((fault) => fault.says).join(" "),
      Object.fromEntries(faults.map((f) => [f.cell, f.says])),
    )
  await insertPolicy(tx, {
    ...{ id, version, name, draft, effectiveFrom },
    ...{ createdAt: tx.now, createdBy: tx.actor.name, retiredAt: null },
  })
  await recordProviderAudit(tx, {
    actor: tx.actor,
    action: "sla.save-policy",
    targetId: id,
    ...(last ? { before: { version: last.version, name: last.name, draft: last.draft } } : {}),
    after: { version, name, draft },
  })
  return { id, version }
}
