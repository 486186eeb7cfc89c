import * as z from "zod"
import { withPortfolio, withProvider, withProviderTenant, withTenantOf } from "#app/auth/guards.server.ts"
import { changeRouting } from "#app/domain/routing/change.server.ts"
import { routingPolicy } from "#app/domain/routing/policy.ts"
import { type ClientRouting, readRouting } from "#app/domain/routing/read.server.ts"
import { newMapEntry } from "#app/domain/shared-sources/tenant-map.ts"
import { newSource } from "#app/domain/sources/source.ts"
import { dismissUnrouted } from "#app/domain/unrouted/dismiss.server.ts"
import { listUnrouted } from "#app/domain/unrouted/read.server.ts"
import { dismissalReason, maxAtOnce } from "#app/domain/unrouted/unrouted.ts"
import { env } from "#app/env.server.ts"
import { assignUnrouted } from "#app/http/assign-unrouted.server.ts"
import { createSharedSource, managing, mapClient } from "#app/http/shared-sources.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { removeMapEntry } from "#app/domain/shared-sources/change-map.server.ts"
import { readTenantMap } from "#app/domain/shared-sources/read.server.ts"
import { unroutedJson, unroutedSchema } from "../inventory-schemas.ts"
import { defineOperation, pageArguments, pageSchema, paging } from "../operation.ts"
import { sourceJson, sourceSchema } from "../source-schema.ts"

const routingSchema = z.object({
  policy: routingPolicy,
  isOwn: z.boolean().meta({ description: "False where the provider's policy holds" }),
})
const routingJson = ({ policy, own }: ClientRouting) => ({ policy, isOwn: own !== null })
const clientOf = (params: Readonly<Record<string, string>>) =>
  ({ kind: "tenant", id: parseId("tenant", params["clientId"]) }) as const

export const readRoutingOperation = defineOperation({
  ...{ id: "readRouting", method: "GET", path: "/clients/{clientId}/routing", tag: "Routing", status: 200 },
  summary: "How a client's alerts are routed",
  answer: routingSchema,
  run: ({ who, params }) =>
    withPortfolio(who, ["services.read"], async (t) =>
      routingJson(await readRouting(t, parseId("tenant", params["clientId"]))),
    ),
})

export const changeRoutingOperation = defineOperation({
  ...{
    id: "changeRouting",
    method: "PATCH",
    path: "/clients/{clientId}/routing",
    tag: "Routing",
    status: 200,
  },
  summary: "Give a client a routing policy of its own, or take it away with null",
  body: z.object({ policy: routingPolicy.nullable() }),
  answer: routingSchema,
  run: ({ who, params, body }) =>
    withTenantOf(who, clientOf(params), ["services.manage", "services.read"], async (t) =>
      routingJson(await changeRouting(t, body.policy)),
    ),
})

const entrySchema = z.object({
  id: z.uuid(),
  field: z.string(),
  value: z.string(),
  client: z.uuid(),
})

export const createSharedSourceOperation = defineOperation({
  ...{
    id: "createSharedSource",
    method: "POST",
    path: "/shared-sources",
    tag: "Shared sources",
    status: 201,
  },
  summary: "Add a feed that brings events of several clients; its token is shown once",
  body: newSource,
  answer: sourceSchema.extend({ token: z.string(), ingestUrl: z.url() }),
  run: async ({ who, body }) => {
    const { source, token } = await createSharedSource(who, body)
    return {
      ...{ ...sourceJson(source), token },
      ingestUrl: `${env().origin}/ingest/v1/${source.adapter}/${token}`,
    }
  },
})

export const listMapEntriesOperation = defineOperation({
  ...{ id: "listMapEntries", method: "GET", tag: "Shared sources", status: 200 },
  path: "/shared-sources/{sharedSourceId}/map",
  summary: "A shared source's tenant map, in the order it is tried",
  answer: z.object({ items: z.array(entrySchema) }),
  run: ({ who, params }) =>
    withProviderTenant(who, ["sources.read"], async (t) => {
      const { entries } = await readTenantMap(t, parseId("source", params["sharedSourceId"]))
      return {
        items: entries.map(({ id, field, value, clientId }) => ({ id, field, value, client: clientId })),
      }
    }),
})

export const addMapEntryOperation = defineOperation({
  ...{ id: "addMapEntry", method: "POST", tag: "Shared sources", status: 201 },
  path: "/shared-sources/{sharedSourceId}/map",
  summary: "Say of a value whose events it marks, after everything the map says already",
  body: newMapEntry.extend({ client: z.uuid() }),
  answer: entrySchema,
  run: async ({ who, params, body }) => {
    const { client, ...wanted } = body
    const source = parseId("source", params["sharedSourceId"])
    const { id, field, value, clientId } = await mapClient(who, source, {
      ...{ ...wanted, clientId: parseId("tenant", client) },
    })
    return { id, field, value, client: clientId }
  },
})

export const removeMapEntryOperation = defineOperation({
  ...{ id: "removeMapEntry", method: "DELETE", tag: "Shared sources", status: 204 },
  path: "/shared-sources/{sharedSourceId}/map/{entryId}",
  summary: "Take an entry out of a tenant map",
  answer: z.void(),
  run: ({ who, params }) =>
    withProviderTenant(who, managing, (t) =>
      removeMapEntry(t, parseId("source", params["sharedSourceId"]), parseId("entry", params["entryId"])),
    ),
})

export const listUnroutedOperation = defineOperation({
  ...{ id: "listUnrouted", method: "GET", path: "/unrouted", tag: "Shared sources", status: 200 },
  summary: "Events that wait for somebody to say whose they are, newest first",
  query: paging,
  answer: pageSchema(unroutedSchema),
  run: async ({ who, query }) => {
    await withProvider(who, ["unrouted.settle"], () => Promise.resolve())
    return withPortfolio(who, ["unrouted.settle"], async (t) => {
      const page = await listUnrouted(t, pageArguments(query))
      return { ...page, items: page.items.map(unroutedJson) }
    })
  },
})

const ids = z.array(z.uuid()).min(1).max(maxAtOnce)

export const assignUnroutedOperation = defineOperation({
  ...{ id: "assignUnrouted", method: "POST", path: "/unrouted/assign", tag: "Shared sources", status: 200 },
  summary: "Send events of one shared source to the client they belong to, each once",
  body: z.object({
    ids,
    source: z.uuid(),
    client: z.uuid(),
    entry: newMapEntry.optional().meta({ description: "Also added to the source's map" }),
  }),
  answer: z.object({ settled: z.int() }),
  run: async ({ who, body }) => {
    const { entry, source, client } = body
    const settled = await assignUnrouted(who, {
      ...{ ids: body.ids, sourceId: parseId("source", source), clientId: parseId("tenant", client) },
      ...(entry ? { entry } : {}),
    })
    return { settled }
  },
})

export const dismissUnroutedOperation = defineOperation({
  ...{ id: "dismissUnrouted", method: "POST", path: "/unrouted/dismiss", tag: "Shared sources", status: 200 },
  summary: "Set events aside as nobody's",
  body: z.object({ ids, reason: dismissalReason }),
  answer: z.object({ settled: z.int() }),
  run: async ({ who, body }) => ({
    settled: await withProviderTenant(who, ["unrouted.settle"], (t) =>
      dismissUnrouted(t, body.ids, body.reason),
    ),
  }),
})
