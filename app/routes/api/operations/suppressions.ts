import * as z from "zod"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { readClient } from "#app/domain/clients/read.server.ts"
import { matcher } from "#app/domain/matching/matcher.ts"
import { createSuppression } from "#app/domain/suppressions/create.server.ts"
import { endSuppression } from "#app/domain/suppressions/end.server.ts"
import { listSuppressions, readSuppression } from "#app/domain/suppressions/read.server.ts"
import { newSuppression, type SuppressionRule } from "#app/domain/suppressions/rule.ts"
import { parseId } from "#app/kernel/ids.ts"
import { defineOperation, pageArguments, pageSchema, paging } from "../operation.ts"

const time = z.iso.datetime({ offset: true })

const suppressionSchema = z
  .object({
    id: z.uuid(),
    client: z.uuid(),
    name: z.string(),
    matcher: matcher.nullable(),
    reason: z.string(),
    owner: z.string(),
    createdFrom: z.uuid().nullable(),
    createdAt: time,
    expiresAt: time,
    endedAt: time.nullable(),
    hits: z.int().meta({ description: "Alerts it kept out of the queue" }),
    lastHitAt: time.nullable(),
  })
  .meta({ id: "SuppressionRule" })

function suppressionJson(rule: SuppressionRule) {
  return {
    ...rule,
    createdAt: rule.createdAt.toString(),
    expiresAt: rule.expiresAt.toString(),
    endedAt: rule.endedAt?.toString() ?? null,
    lastHitAt: rule.lastHitAt?.toString() ?? null,
  }
}

const state = z
  .enum(["live", "over"])
  .optional()
  .meta({ description: "Only rules in force, or only those that are over" })

export const listSuppressionsOperation = defineOperation({
  id: "listSuppressions",
  method: "GET",
  path: "/clients/{clientId}/suppressions",
  summary: "Suppression rules of a client, newest first",
  tag: "Suppressions",
  status: 200,
  query: paging.extend({ state }),
  answer: pageSchema(suppressionSchema),
  run: ({ who, params, query }) =>
    withPortfolio(who, ["suppressions.manage", "clients.read"], async (t) => {
      const client = await readClient(t, parseId("tenant", params["clientId"]))
      const live = query.state ? { live: query.state === "live" } : {}
      const page = await listSuppressions(t, { client: client.id, ...live }, pageArguments(query))
      return { ...page, items: page.items.map(suppressionJson) }
    }),
})

export const createSuppressionOperation = defineOperation({
  id: "createSuppression",
  method: "POST",
  path: "/clients/{clientId}/suppressions",
  summary: "Hide matching alerts of a client for a while, from now on",
  tag: "Suppressions",
  status: 201,
  body: newSuppression,
  answer: suppressionSchema,
  run: ({ who, params, body }) =>
    withTenantOf(
      who,
      { kind: "tenant", id: parseId("tenant", params["clientId"]) },
      ["suppressions.manage"],
      async (t) => suppressionJson(await readSuppression(t, (await createSuppression(t, body)).id)),
    ),
})

export const endSuppressionOperation = defineOperation({
  id: "endSuppression",
  method: "POST",
  path: "/clients/{clientId}/suppressions/{suppressionId}/end",
  summary: "End a rule now; what it hides and still fires comes back",
  tag: "Suppressions",
  status: 200,
  answer: suppressionSchema,
  run: ({ who, params }) =>
    withTenantOf(
      who,
      { kind: "tenant", id: parseId("tenant", params["clientId"]) },
      ["suppressions.manage"],
      async (t) =>
        suppressionJson(await endSuppression(t, parseId("suppression-rule", params["suppressionId"]))),
    ),
})
