import * as z from "zod"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { decideAcceptance } from "#app/domain/findings/decide-acceptance.server.ts"
import { type Acceptance, acceptanceStates } from "#app/domain/findings/finding.ts"
import { acceptanceDecision, acceptanceWanted } from "#app/domain/findings/new-words.ts"
import { listAcceptances, readFinding } from "#app/domain/findings/read.server.ts"
import { requestAcceptance } from "#app/domain/findings/request-acceptance.server.ts"
import { withdrawAcceptance } from "#app/domain/findings/withdraw-acceptance.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { findingJson, findingSchema } from "../finding-schema.ts"
import { defineOperation } from "../operation.ts"

const time = z.iso.datetime({ offset: true })
const acceptanceSchema = z
  .object({
    id: z.uuid(),
    state: z
      .enum(acceptanceStates)
      .meta({ description: "`lapsed` where the finding was over before anybody decided" }),
    ...{ reason: z.string(), until: time },
    ...{ requestedByName: z.string(), requestedAt: time },
    decidedByName: z.string().nullable().meta({ description: "Who approved, refused or withdrew it" }),
    ...{ decidedAt: time.nullable(), comment: z.string().nullable() },
  })
  .meta({ id: "FindingAcceptance" })

function acceptanceJson({ id, state, reason, requestedByName, decidedByName, ...rest }: Acceptance) {
  return {
    ...{ id, state, reason, until: rest.until.toString() },
    ...{ requestedByName, requestedAt: rest.requestedAt.toString() },
    ...{ decidedByName, decidedAt: rest.decidedAt?.toString() ?? null, comment: rest.decision },
  }
}

export const listAcceptancesOperation = defineOperation({
  id: "listFindingAcceptances",
  method: "GET",
  path: "/findings/{findingId}/acceptances",
  summary: "What was asked and decided about accepting the risk of a finding, newest first",
  tag: "Findings",
  status: 200,
  answer: z.object({ items: z.array(acceptanceSchema) }),
  run: ({ who, params }) =>
    withPortfolio(who, ["alerts.read"], async (t) => {
      const { id } = await readFinding(t, parseId("finding", params["findingId"]))
      return { items: (await listAcceptances(t, id)).map(acceptanceJson) }
    }),
})

const change = { method: "POST", tag: "Findings", status: 200, answer: findingSchema } as const

export const acceptFindingOperation = defineOperation({
  ...change,
  id: "acceptFinding",
  path: "/findings/{findingId}/accept",
  summary: "Ask to accept the risk of a finding until a day; somebody else decides",
  body: acceptanceWanted,
  run: ({ who, params, body }) => {
    const id = parseId("finding", params["findingId"])
    return withTenantOf(who, { kind: "finding", id }, ["alerts.triage", "alerts.read"], async (t) => {
      await requestAcceptance(t, id, body)
      return findingJson(await readFinding(t, id))
    })
  },
})

export const decideAcceptanceOperation = defineOperation({
  ...change,
  id: "decideFindingAcceptance",
  path: "/findings/{findingId}/acceptance/decide",
  summary: "Approve or refuse what somebody else asked; a token counts as who made it",
  body: acceptanceDecision,
  run: ({ who, params, body }) => {
    const id = parseId("finding", params["findingId"])
    return withTenantOf(who, { kind: "finding", id }, ["findings.approve", "alerts.read"], async (t) => {
      await decideAcceptance(t, id, body)
      return findingJson(await readFinding(t, id))
    })
  },
})

export const withdrawAcceptanceOperation = defineOperation({
  ...change,
  id: "withdrawFindingAcceptance",
  path: "/findings/{findingId}/acceptance/withdraw",
  summary: "Take back what was asked, before anybody has decided",
  run: ({ who, params }) => {
    const id = parseId("finding", params["findingId"])
    return withTenantOf(who, { kind: "finding", id }, ["alerts.triage", "alerts.read"], async (t) => {
      await withdrawAcceptance(t, id)
      return findingJson(await readFinding(t, id))
    })
  },
})
