import { conflict, notFound } from "#app/kernel/errors.ts"
import type { AlertId, IncidentId, SlaPolicyId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../../audit/record.server.ts"
import { driveAlertClocks } from "../../alerts/drive-clocks.server.ts"
import { announce } from "../../changes/announce.server.ts"
import { driveClocks } from "../../incidents/drive-clocks.server.ts"
import { lockRecords } from "../../incidents/lock-records.server.ts"
import type { Happening } from "../clock/record-event.ts"
import { type Preview, previewPolicy } from "../clock/preview.ts"
import { readHistories } from "../record/read.server.ts"
import { selectRunning } from "../record/read.store.server.ts"
import { standingOf } from "./binding.ts"
import { endBound, selectBindings } from "./store.server.ts"
import { policyVersionsOf } from "./versions.server.ts"

/** Which version of a bound policy. */
export type Which = { readonly policyId: SlaPolicyId; readonly version: number }

/** What applying a bound version to the clocks that run would do. Nothing is changed. */
export async function previewApply(t: TenantTx<"sla.read">, which: Which): Promise<Preview> {
  const policy = await boundPolicy(t, which)
  const histories = await readHistories(t, t.scope.tenantId, await selectRunning(t))
  return previewPolicy([...histories.values()], policy, t.now)
}

/** Moves every running clock of the client to a bound version. Gives how many records it moved. */
export async function applyToRunning(t: TenantTx<"sla.manage">, which: Which): Promise<number> {
  const policy = await boundPolicy(t, which)
  const moved = await tellAll(t, { kind: "policy_applied", policy })
  await recordAudit(t, { action: "client.sla-apply", targetId: t.scope.tenantId, after: { ...which, moved } })
  return moved
}

/**
 * Ends a policy: nothing is promised by it any more, and clocks that run by it end without an outcome.
 *
 * @throws DomainError `not_found`; `conflict` for one that has ended, or that another has taken the place of: its end would
 *   end that one's too
 */
export async function endPolicy(t: TenantTx<"sla.manage">, policyId: SlaPolicyId): Promise<number> {
  const bound = await selectBindings(t, t.scope.tenantId)
  if (!bound.some((binding) => binding.policyId === policyId)) throw notFound("Policy")
  const { now, next } = standingOf(bound, t.now)
  if (now?.policyId !== policyId && next?.policyId !== policyId)
    throw conflict("It does not hold for this client any more. Load the page again.")
  if (!(await endBound(t, policyId))) throw conflict("Somebody else has just ended it.")
  // No clock goes by what was only to come.
  const holds = now?.policyId === policyId
  const moved = holds ? await tellAll(t, { kind: "policy_deactivated", policyId }) : 0
  await recordAudit(t, { action: "client.sla-end", targetId: t.scope.tenantId, after: { policyId, moved } })
  return moved
}

async function boundPolicy(t: TenantTx<never>, { policyId, version }: Which) {
  const { tenantId } = t.scope
  const versions = (await policyVersionsOf(t, [tenantId])).get(tenantId) ?? []
  const policy = versions.find((v) => v.id === policyId && v.version === version)
  if (!policy) throw notFound("Policy")
  return policy
}

async function tellAll(t: TenantTx<never>, happening: Happening): Promise<number> {
  const running = await selectRunning(t)
  await lockRecords(t, running)
  const incidents: IncidentId[] = []
  const alerts: AlertId[] = []
  for (const subject of running) {
    if ("incident" in subject) {
      await driveClocks(t, subject.incident, [happening])
      incidents.push(subject.incident)
    } else {
      await driveAlertClocks(t, subject.alert, [happening])
      alerts.push(subject.alert)
    }
  }
  if (alerts.length > 0) await announce(t, "alert", alerts)
  if (incidents.length > 0) await announce(t, "incident", incidents)
  return running.length
}
