import * as z from "zod"
import { withPortfolio, withProvider, withTenantOf } from "#app/auth/guards.server.ts"
import { readClient } from "#app/domain/clients/read.server.ts"
import { compileDraft } from "#app/domain/sla/catalogue/compile-draft.server.ts"
import { readTerms } from "#app/domain/sla/catalogue/read-terms.server.ts"
import { standingOf } from "#app/domain/sla/policies/binding.ts"
import { listBindings } from "#app/domain/sla/policies/list-bindings.server.ts"
import { endPolicy } from "#app/domain/sla/policies/running.server.ts"
import { bindClients } from "#app/http/bind-sla.server.ts"
import { previewFor } from "#app/http/preview-sla.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import { defineOperation } from "../operation.ts"
import { bindingJson, bindingSchema, effectSchema } from "../sla-catalogue-schemas.ts"

const tag = "SLA"
const client = (params: Readonly<Record<string, string>>) => parseId("tenant", params["clientId"])

export const listSlaBindingsOperation = defineOperation({
  ...{ id: "listSlaBindings", method: "GET", path: "/clients/{clientId}/sla", tag, status: 200 },
  summary: "What was bound to a client, newest first; while none holds, the provider's default does",
  answer: z.object({ items: z.array(bindingSchema) }),
  run: ({ who, params }) =>
    withPortfolio(who, ["sla.read", "clients.read"], async (t) => {
      const { id } = await readClient(t, client(params))
      const bound = await listBindings(t, id)
      const { now } = standingOf(bound, t.now)
      return { items: bound.map((one) => bindingJson(one, now)) }
    }),
})

export const bindSlaPolicyOperation = defineOperation({
  ...{ id: "bindSlaPolicy", method: "POST", path: "/clients/{clientId}/sla", tag, status: 201 },
  summary: "Promise a client the newest version of a policy",
  body: z.object({
    policy: z.uuid(),
    effectiveFrom: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: "Not in the past; absent: as soon as the version holds" }),
    applyToRunning: z
      .boolean()
      .default(false)
      .meta({ description: "Also move clocks that run already. Clocks that ended never change" }),
  }),
  answer: z.object({
    version: z.int(),
    moved: z.int().meta({ description: "Records whose clocks moved" }),
  }),
  run: async ({ who, params, body }) => {
    const { version, moved } = await bindClients(who, {
      ...{ policyId: parseId("sla-policy", body.policy), clients: [client(params)] },
      effectiveFrom: body.effectiveFrom === undefined ? null : instant(body.effectiveFrom),
      applyToRunning: body.applyToRunning,
    })
    return { version, moved }
  },
})

export const previewSlaPolicyOperation = defineOperation({
  ...{ id: "previewSlaPolicy", method: "POST", path: "/clients/{clientId}/sla/preview", tag, status: 200 },
  summary: "What applying a policy to a client's running clocks would do now; nothing is changed",
  body: z.object({ policy: z.uuid() }),
  answer: effectSchema,
  run: async ({ who, params, body }) => {
    const terms = await withProvider(who, ["sla.read", "clients.read"], async (tx) => {
      const { policyId, version, terms: kept } = await readTerms(tx, parseId("sla-policy", body.policy))
      return compileDraft(tx, kept.draft, { id: policyId, version })
    })
    const { moving, losing, breaching, atRisk, records } = await previewFor(who, terms, [client(params)])
    return { moving, losing, breaching, atRisk, records }
  },
})

export const endSlaPolicyOperation = defineOperation({
  ...{ id: "endSlaPolicy", method: "DELETE", path: "/clients/{clientId}/sla/{policyId}", tag, status: 204 },
  summary:
    "End a policy of a client: its running clocks end without an outcome, and nothing is promised any more",
  answer: z.void(),
  run: async ({ who, params }) => {
    await withTenantOf(who, { kind: "tenant", id: client(params) }, ["sla.manage"], (t) =>
      endPolicy(t, parseId("sla-policy", params["policyId"])),
    )
  },
})
