import * as z from "zod"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { severities } from "#app/domain/alerts/severity.ts"
import type { FindingFilter } from "#app/domain/findings/filter.ts"
import { findingStates } from "#app/domain/findings/finding.ts"
import { planWanted, reopening, settling } from "#app/domain/findings/new-words.ts"
import { planChange } from "#app/domain/findings/plan-change.server.ts"
import { listFindings, readFinding } from "#app/domain/findings/read.server.ts"
import { reopenFinding } from "#app/domain/findings/reopen.server.ts"
import { settleFinding } from "#app/domain/findings/settle.server.ts"
import { type FindingId, parseId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { findingJson, findingSchema } from "../finding-schema.ts"
import { type Call, defineOperation, pageArguments, pageSchema, paging } from "../operation.ts"

const flag = z.enum(["true", "false"]).transform((text) => text === "true")
const filter = paging.extend({
  client: z.uuid().optional(),
  severity: z.enum(severities).optional(),
  state: z.enum(findingStates).optional(),
  overdue: flag.optional().meta({ description: "Past its deadline and still there" }),
  exploitKnown: flag.optional(),
  search: z.string().max(200).optional().meta({ description: "In title or asset, or a CVE" }),
})

export const listFindingsOperation = defineOperation({
  id: "listFindings",
  method: "GET",
  path: "/findings",
  summary: "Findings across the clients in reach, the nearest deadline first",
  tag: "Findings",
  status: 200,
  query: filter,
  answer: pageSchema(findingSchema),
  run: ({ who, query }) =>
    withPortfolio(who, ["alerts.read"], async (t) => {
      const page = await listFindings(t, filterOf(query), pageArguments(query))
      return { ...page, items: page.items.map(findingJson) }
    }),
})

function filterOf(query: z.output<typeof filter>): FindingFilter {
  const { client, severity, state, overdue, exploitKnown, search } = query
  return {
    ...(client ? { clients: [parseId("tenant", client)] } : {}),
    ...(severity ? { severities: [severity] } : {}),
    ...(state ? { states: [state] } : {}),
    ...(overdue ? { overdue } : {}),
    ...(exploitKnown === undefined ? {} : { exploitKnown }),
    ...(search ? { text: search } : {}),
  }
}

export const readFindingOperation = defineOperation({
  id: "readFinding",
  method: "GET",
  path: "/findings/{findingId}",
  summary: "One finding",
  tag: "Findings",
  status: 200,
  answer: findingSchema,
  run: ({ who, params }) =>
    withPortfolio(who, ["alerts.read"], async (t) =>
      findingJson(await readFinding(t, parseId("finding", params["findingId"]))),
    ),
})

const change = { method: "POST", tag: "Findings", status: 200, answer: findingSchema } as const

export const settleFindingOperation = defineOperation({
  ...change,
  id: "settleFinding",
  path: "/findings/{findingId}/settle",
  summary: "Say of a finding that it is fixed, mitigated or a false positive",
  body: settling,
  run: (call) => changing(call, (t, id) => settleFinding(t, id, call.body)),
})

export const reopenFindingOperation = defineOperation({
  ...change,
  id: "reopenFinding",
  path: "/findings/{findingId}/reopen",
  summary: "Put a finding back among the open ones",
  body: reopening,
  run: (call) => changing(call, (t, id) => reopenFinding(t, id, call.body)),
})

export const planFindingOperation = defineOperation({
  ...change,
  id: "planFinding",
  path: "/findings/{findingId}/plan",
  summary: "Plan the change that removes a finding, on a day the client agreed to",
  body: planWanted,
  run: (call) => changing(call, (t, id) => planChange(t, id, call.body)),
})

/** Does something to a finding, and answers with it as it is then. */
function changing(
  { who, params }: Pick<Call<unknown, unknown>, "who" | "params">,
  work: (t: TenantTx<"alerts.triage">, id: FindingId) => Promise<unknown>,
) {
  const id = parseId("finding", params["findingId"])
  return withTenantOf(who, { kind: "finding", id }, ["alerts.triage", "alerts.read"], async (t) => {
    await work(t, id)
    return findingJson(await readFinding(t, id))
  })
}
