import { withProvider } from "#app/auth/guards.server.ts"
import type { Principal } from "#app/auth/principal.ts"
import { readPolicy as findPolicy } from "#app/domain/sla/catalogue/list.server.ts"
import { savePolicy } from "#app/domain/sla/catalogue/save-policy.server.ts"
import { type BoundClients, bindClients } from "#app/http/bind-sla.server.ts"
import { reactivate, retire } from "#app/http/retire-sla.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { isId, type SlaPolicyId, type TenantId } from "#app/kernel/ids.ts"
import { dateField } from "../effective-date.ts"
import { readPolicy } from "./read-policy.ts"

export type PolicyDone =
  | { readonly act: "save" | "retire" | "reactivate" }
  | ({ readonly act: "bind" } & BoundClients)

/** Saves a version of a policy, binds it to clients, retires it or takes it back into use. */
export async function actOnPolicy(who: Principal, id: SlaPolicyId, form: FormData): Promise<PolicyDone> {
  const act = form.get("act")
  if (act === "retire" || act === "reactivate") {
    await (act === "retire" ? retire : reactivate)(who, {
      policyId: id,
      reason: String(form.get("reason") ?? ""),
    })
    return { act }
  }
  if (act === "bind")
    return { act: "bind", ...(await bindClients(who, { policyId: id, ...readBinding(form) })) }
  await withProvider(who, ["sla.manage", "sla.read"], async (tx) => {
    const [newest] = await findPolicy(tx, id)
    const { effectiveFrom, ...written } = readPolicy(form, newest?.draft ?? null)
    await savePolicy(tx, { id, ...written, effectiveFrom: effectiveFrom ?? tx.now })
  })
  return { act: "save" }
}

function readBinding(form: FormData) {
  const clients = form.getAll("client").map(String)
  if (!clients.every(isId)) throw invalid("One of the clients is unknown. Load the page again.")
  const errors: Record<string, string> = {}
  const effectiveFrom = dateField(form, "effectiveFrom", (field, says) => (errors[field] ??= says))
  if (Object.keys(errors).length > 0) throw invalid("Something in the form is not right yet.", errors)
  return { clients: clients as TenantId[], effectiveFrom, applyToRunning: form.get("apply") === "yes" }
}
