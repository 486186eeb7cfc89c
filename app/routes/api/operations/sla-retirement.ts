import * as z from "zod"
import { previewRetiring, reactivate, retire } from "#app/http/retire-sla.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { defineOperation } from "../operation.ts"

const tag = "SLA"
const policy = (params: Readonly<Record<string, string>>) => parseId("sla-policy", params["policyId"])
const reason = z.string().max(500).meta({ description: "Why; it is in the audit" })

export const previewSlaRetirementOperation = defineOperation({
  ...{
    id: "previewSlaRetirement",
    method: "GET",
    path: "/sla/policies/{policyId}/retirement",
    tag,
    status: 200,
  },
  summary: "What retiring a policy would do now, by client; nothing is changed",
  answer: z.object({
    items: z.array(
      z.object({
        client: z.uuid(),
        clocks: z.int().meta({ description: "Clocks that would end without an outcome" }),
        breached: z.int().meta({ description: "Of those, how many are late and stay a miss" }),
        fallback: z.object({
          kind: z
            .enum(["policy", "default", "nothing"])
            .meta({ description: "What new incidents go by: another policy, the default, or no commitment" }),
          name: z.string().optional(),
          version: z.int().optional(),
        }),
      }),
    ),
  }),
  run: async ({ who, params }) => {
    const clients = await previewRetiring(who, policy(params))
    return {
      items: clients.map(({ client, clocks, breached, fallback }) => ({
        client,
        clocks,
        breached,
        fallback,
      })),
    }
  },
})

export const retireSlaPolicyOperation = defineOperation({
  ...{ id: "retireSlaPolicy", method: "POST", path: "/sla/policies/{policyId}/retirement", tag, status: 200 },
  summary: "Retire a policy: its running clocks end without an outcome, and it is bound to nobody any more",
  body: z.object({ reason }),
  answer: z.object({
    clients: z.int(),
    records: z.int().meta({ description: "Records whose clocks ended" }),
  }),
  run: ({ who, params, body }) => retire(who, { policyId: policy(params), ...body }),
})

export const reactivateSlaPolicyOperation = defineOperation({
  ...{ id: "reactivateSlaPolicy", method: "POST", tag, status: 200 },
  path: "/sla/policies/{policyId}/reactivation",
  summary: "Take a retired policy back into use, for clocks that start from now on",
  body: z.object({ reason }),
  answer: z.object({ clients: z.int().meta({ description: "Clients that are promised it again" }) }),
  run: async ({ who, params, body }) => ({
    clients: await reactivate(who, { policyId: policy(params), ...body }),
  }),
})
