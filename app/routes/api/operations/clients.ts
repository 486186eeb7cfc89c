import * as z from "zod"
import { withNewTenant, withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { clientChange, newClient } from "#app/domain/clients/client.ts"
import { createClient } from "#app/domain/clients/create.server.ts"
import { listClients, readClient } from "#app/domain/clients/read.server.ts"
import { updateClient } from "#app/domain/clients/update.server.ts"
import { newId, parseId } from "#app/kernel/ids.ts"
import { defineOperation, pageArguments, pageSchema, paging } from "../operation.ts"
import { clientJson, clientSchema } from "../schemas.ts"

export const listClientsOperation = defineOperation({
  id: "listClients",
  method: "GET",
  path: "/clients",
  summary: "Clients in reach of the token, by name",
  tag: "Clients",
  status: 200,
  query: paging.extend({ search: z.string().max(200).optional() }),
  answer: pageSchema(clientSchema),
  run: ({ who, query }) =>
    withPortfolio(who, ["clients.read"], async (t) => {
      const page = await listClients(t, {
        ...pageArguments(query),
        ...(query.search ? { search: query.search } : {}),
      })
      return { ...page, items: page.items.map(clientJson) }
    }),
})

export const createClientOperation = defineOperation({
  id: "createClient",
  method: "POST",
  path: "/clients",
  summary: "Add a client",
  tag: "Clients",
  status: 201,
  body: newClient.partial({ code: true }),
  answer: clientSchema,
  run: ({ who, body }) =>
    withNewTenant(who, newId(), ["clients.manage"], async (t) => clientJson(await createClient(t, body))),
})

export const readClientOperation = defineOperation({
  id: "readClient",
  method: "GET",
  path: "/clients/{clientId}",
  summary: "One client",
  tag: "Clients",
  status: 200,
  answer: clientSchema,
  run: ({ who, params }) =>
    withPortfolio(who, ["clients.read"], async (t) =>
      clientJson(await readClient(t, parseId("tenant", params["clientId"]))),
    ),
})

export const updateClientOperation = defineOperation({
  id: "updateClient",
  method: "PATCH",
  path: "/clients/{clientId}",
  summary: "Change a client",
  tag: "Clients",
  status: 200,
  body: clientChange,
  answer: clientSchema,
  run: ({ who, params, body }) =>
    withTenantOf(
      who,
      { kind: "tenant", id: parseId("tenant", params["clientId"]) },
      ["clients.manage"],
      async (t) => clientJson(await updateClient(t, body)),
    ),
})
