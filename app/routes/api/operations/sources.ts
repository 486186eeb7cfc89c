import * as z from "zod"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { readClient } from "#app/domain/clients/read.server.ts"
import { createSource } from "#app/domain/sources/create.server.ts"
import { deleteSource } from "#app/domain/sources/delete.server.ts"
import { listSources, readSource } from "#app/domain/sources/read.server.ts"
import { rotateCredential } from "#app/domain/sources/rotate.server.ts"
import { newSource, sourceChange } from "#app/domain/sources/source.ts"
import { updateSource } from "#app/domain/sources/update.server.ts"
import { env } from "#app/env.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { defineOperation, pageArguments, pageSchema, paging } from "../operation.ts"
import { sourceJson, sourceSchema } from "../source-schema.ts"

const secret = {
  token: z.string().meta({ description: "The credential, shown this once" }),
  ingestUrl: z.url().meta({ description: "Where the tool sends, for tools that cannot set headers" }),
}

const ingestUrl = (adapter: string, token: string) => `${env().origin}/ingest/v1/${adapter}/${token}`

export const listSourcesOperation = defineOperation({
  id: "listSources",
  method: "GET",
  path: "/clients/{clientId}/sources",
  summary: "Feeds of a client, by name",
  tag: "Sources",
  status: 200,
  query: paging,
  answer: pageSchema(sourceSchema),
  run: ({ who, params, query }) =>
    withPortfolio(who, ["sources.read", "clients.read"], async (t) => {
      const client = await readClient(t, parseId("tenant", params["clientId"]))
      const page = await listSources(t, { client: client.id, ...pageArguments(query) })
      return { ...page, items: page.items.map(sourceJson) }
    }),
})

export const createSourceOperation = defineOperation({
  id: "createSource",
  method: "POST",
  path: "/clients/{clientId}/sources",
  summary: "Add a feed; its token is shown once",
  tag: "Sources",
  status: 201,
  body: newSource,
  answer: sourceSchema.extend(secret),
  run: ({ who, params, body }) =>
    withTenantOf(
      who,
      { kind: "tenant", id: parseId("tenant", params["clientId"]) },
      ["sources.manage", "sources.read"],
      async (t) => {
        const { source, token } = await createSource(t, body)
        return { ...sourceJson(source), token, ingestUrl: ingestUrl(source.adapter, token) }
      },
    ),
})

export const readSourceOperation = defineOperation({
  id: "readSource",
  method: "GET",
  path: "/clients/{clientId}/sources/{sourceId}",
  summary: "One feed",
  tag: "Sources",
  status: 200,
  answer: sourceSchema,
  run: ({ who, params }) =>
    withTenantOf(
      who,
      { kind: "tenant", id: parseId("tenant", params["clientId"]) },
      ["sources.read"],
      async (t) => sourceJson(await readSource(t, parseId("source", params["sourceId"]))),
    ),
})

export const updateSourceOperation = defineOperation({
  id: "updateSource",
  method: "PATCH",
  path: "/clients/{clientId}/sources/{sourceId}",
  summary: "Change a feed: its name, its limits, how its signals become alerts",
  tag: "Sources",
  status: 200,
  body: sourceChange,
  answer: sourceSchema,
  run: ({ who, params, body }) =>
    withTenantOf(
      who,
      { kind: "tenant", id: parseId("tenant", params["clientId"]) },
      ["sources.manage", "sources.read"],
      async (t) => {
        const id = parseId("source", params["sourceId"])
        await updateSource(t, id, body)
        return sourceJson(await readSource(t, id))
      },
    ),
})

export const rotateSourceOperation = defineOperation({
  id: "rotateSource",
  method: "POST",
  path: "/clients/{clientId}/sources/{sourceId}/rotate",
  summary: "Give a feed a new token; the old one ends now or after an overlap",
  tag: "Sources",
  status: 200,
  body: z
    .object({
      overlapSeconds: z
        .int()
        .min(0)
        .max(7 * 86_400)
        .default(0),
    })
    .default({ overlapSeconds: 0 }),
  answer: z.object(secret),
  run: ({ who, params, body }) =>
    withTenantOf(
      who,
      { kind: "tenant", id: parseId("tenant", params["clientId"]) },
      ["sources.manage", "sources.read"],
      async (t) => {
        const id = parseId("source", params["sourceId"])
        const token = await rotateCredential(t, id, body.overlapSeconds)
        return { token, ingestUrl: ingestUrl((await readSource(t, id)).adapter, token) }
      },
    ),
})

export const deleteSourceOperation = defineOperation({
  id: "deleteSource",
  method: "DELETE",
  path: "/clients/{clientId}/sources/{sourceId}",
  summary: "End a feed: its tokens are refused, its alerts stay",
  tag: "Sources",
  status: 204,
  answer: z.void(),
  run: ({ who, params }) =>
    withTenantOf(
      who,
      { kind: "tenant", id: parseId("tenant", params["clientId"]) },
      ["sources.manage", "sources.read"],
      (t) => deleteSource(t, parseId("source", params["sourceId"])),
    ),
})
