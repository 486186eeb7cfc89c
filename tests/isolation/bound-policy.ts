import { saveCalendar } from "#app/domain/sla/catalogue/save-calendar.server.ts"
import { readTerms } from "#app/domain/sla/catalogue/read-terms.server.ts"
import { savePolicy } from "#app/domain/sla/catalogue/save-policy.server.ts"
import { bindPolicy } from "#app/domain/sla/policies/bind.server.ts"
import { defaultDraft } from "#app/domain/sla/policies/default-policy.ts"
import { calendarDraft } from "#app/domain/sla/policies/policy-draft.ts"
import { inProvider } from "#db/provider-door.ts"
import { inTenant } from "#db/tenant.ts"
import { ana, type TestTenant } from "../support/tenants.ts"

/** A calendar and a policy of the provider's, bound to a client. */
export async function boundPolicy(tenant: TestTenant) {
  const { calendarId, terms } = await inProvider<
    "sla.manage" | "sla.read",
    { calendarId: string; terms: Awaited<ReturnType<typeof readTerms>> }
  >(ana, async (tx) => {
    const always = calendarDraft.parse({ zone: "UTC", weekly: "always" })
    const calendar = await saveCalendar(tx, { name: "Always", draft: always, effectiveFrom: tx.now })
    const policy = await savePolicy(tx, { name: "Gold", draft: defaultDraft, effectiveFrom: tx.now })
    return { calendarId: calendar.id, terms: await readTerms(tx, policy.id) }
  })
  await inTenant(tenant.scope("sla.manage"), (t) => bindPolicy(t, { ...terms, effectiveFrom: t.now }))
  return { calendarId, policyId: terms.policyId }
}
