import * as z from "zod"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { type Answer, answerHandoff } from "#app/domain/handoffs/answer.server.ts"
import { maxWord, recordClientWord } from "#app/domain/handoffs/approve.server.ts"
import { approvalClasses } from "#app/domain/handoffs/containment.ts"
import { answerActs, type HandoffView, handoffTypes } from "#app/domain/handoffs/handoff.ts"
import { newHandoff } from "#app/domain/handoffs/new-handoff.ts"
import { listAwaited, listHandoffs } from "#app/domain/handoffs/read.server.ts"
import { requestHandoff } from "#app/domain/handoffs/request.server.ts"
import { readIncident } from "#app/domain/incidents/read.server.ts"
import { disciplines } from "#app/domain/ingest/adapter.ts"
import { notFound } from "#app/kernel/errors.ts"
import { type HandoffId, type IncidentId, parseId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import { defineOperation, pageSchema } from "../operation.ts"

const time = z.iso.datetime({ offset: true })
const handoffSchema = z
  .object({
    id: z.uuid(),
    client: z.uuid(),
    incident: z.uuid(),
    fromTeam: z.enum(disciplines),
    toTeam: z.enum(disciplines),
    type: z.enum(handoffTypes),
    reasonCode: z.string(),
    ask: z.string(),
    targets: z.array(z.string()),
    approval: z
      .object({
        class: z.enum(approvalClasses),
        agreement: z.string().nullable(),
        approvedAt: time
          .nullable()
          .meta({ description: "Null while it waits, and of what was pre-approved" }),
        approvedByName: z.string().nullable(),
        contact: z.string().nullable().meta({ description: "Who of the client approved" }),
        how: z.string().nullable(),
      })
      .nullable()
      .meta({ description: "Of a containment: on whose word it goes ahead" }),
    state: z.enum(["requested", "accepted", "rejected", "returned", "completed"]),
    requestedAt: time,
    requestedByName: z.string(),
    dueAt: time.nullable().meta({ description: "When its answer is due" }),
    answeredAt: time.nullable(),
    answeredByName: z.string().nullable(),
    answer: z.string().nullable(),
    endedAt: time.nullable(),
  })
  .meta({ id: "Handoff" })

function handoffJson(handoff: HandoffView) {
  const { id, fromTeam, toTeam, type, reasonCode, ask, state, requestedByName } = handoff
  const { answeredByName, answer } = handoff
  return {
    client: handoff.tenantId,
    ...{ id, incident: handoff.incidentId, fromTeam, toTeam, type, reasonCode, ask, state },
    ...{ requestedByName, answeredByName, answer, targets: [...handoff.targets] },
    approval: handoff.approvalClass && {
      ...{ class: handoff.approvalClass, agreement: handoff.agreement },
      approvedAt: handoff.approvedAt?.toString() ?? null,
      ...{ approvedByName: handoff.approvedByName, contact: handoff.approvedByContact },
      how: handoff.approvalHow,
    },
    requestedAt: handoff.requestedAt.toString(),
    dueAt: handoff.dueAt?.toString() ?? null,
    answeredAt: handoff.answeredAt?.toString() ?? null,
    endedAt: handoff.endedAt?.toString() ?? null,
  }
}

export const listAwaitedHandoffsOperation = defineOperation({
  id: "listAwaitedHandoffs",
  method: "GET",
  path: "/handoffs",
  summary: "Handoffs that wait for an answer, the nearest deadline first, 200 at most",
  tag: "Handoffs",
  status: 200,
  answer: pageSchema(handoffSchema),
  run: ({ who }) =>
    withPortfolio(who, ["incidents.read"], async (t) => ({
      items: (await listAwaited(t, 200)).map(handoffJson),
      nextCursor: null,
    })),
})

export const listHandoffsOperation = defineOperation({
  id: "listHandoffs",
  method: "GET",
  path: "/incidents/{incidentId}/handoffs",
  summary: "What one team asked of the other about an incident, oldest first",
  tag: "Handoffs",
  status: 200,
  answer: pageSchema(handoffSchema),
  run: ({ who, params }) =>
    withPortfolio(who, ["incidents.read"], async (t) => {
      const { id } = await readIncident(t, parseId("incident", params["incidentId"]))
      return { items: (await listHandoffs(t, id)).map(handoffJson), nextCursor: null }
    }),
})

export const requestHandoffOperation = defineOperation({
  id: "requestHandoff",
  method: "POST",
  path: "/incidents/{incidentId}/handoffs",
  summary: "Ask the other team; a transfer moves the incident when it is accepted",
  tag: "Handoffs",
  status: 201,
  body: newHandoff,
  answer: handoffSchema,
  run: ({ who, params, body }) => {
    const incident = parseId("incident", params["incidentId"])
    return withTenantOf(
      who,
      { kind: "incident", id: incident },
      ["incidents.work", "incidents.read"],
      async (t) => handoffJson(await find(t, incident, await requestHandoff(t, incident, body))),
    )
  },
})

export const answerHandoffOperation = defineOperation({
  id: "answerHandoff",
  method: "POST",
  path: "/handoffs/{handoffId}/answer",
  summary: "Answer for the team that was asked; a rejection and a return need a reason",
  tag: "Handoffs",
  status: 200,
  body: z.object({
    act: z.enum(answerActs),
    reason: z.string().trim().max(5000).default(""),
    containmentVerified: z.boolean().default(false).meta({
      description:
        "With `complete` of a containment (`isolate_segment`, `block_at_edge`): it was verified, as `reason` says, and the incident is contained",
    }),
  }),
  answer: handoffSchema,
  run: ({ who, params, body }) => {
    const id = parseId("handoff", params["handoffId"])
    return withTenantOf(who, { kind: "handoff", id }, ["incidents.work", "incidents.read"], async (t) =>
      handoffJson(await find(t, await answerHandoff(t, id, body satisfies Answer), id)),
    )
  },
})

export const recordClientApprovalOperation = defineOperation({
  id: "recordClientApproval",
  method: "POST",
  path: "/handoffs/{handoffId}/client-approval",
  summary: "Write down that the client approved a containment; whoever asked for it cannot",
  tag: "Handoffs",
  status: 200,
  body: z.object({
    contact: z.string().trim().min(1).max(maxWord).meta({ description: "Who of the client" }),
    how: z.string().trim().min(1).max(maxWord).meta({ description: "By telephone, in which mail" }),
  }),
  answer: handoffSchema,
  run: ({ who, params, body }) => {
    const id = parseId("handoff", params["handoffId"])
    return withTenantOf(who, { kind: "handoff", id }, ["incidents.work", "incidents.read"], async (t) =>
      handoffJson(await find(t, await recordClientWord(t, id, body), id)),
    )
  },
})

async function find(t: ReadTx<"incidents.read">, incident: IncidentId, id: HandoffId): Promise<HandoffView> {
  const found = (await listHandoffs(t, incident)).find((handoff) => handoff.id === id)
  if (!found) throw notFound("Handoff")
  return found
}
