import * as z from "zod"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { readClient } from "#app/domain/clients/read.server.ts"
import { archiveAsset } from "#app/domain/services/archive-asset.server.ts"
import { archiveService } from "#app/domain/services/archive-service.server.ts"
import { assetChange, newAsset } from "#app/domain/services/asset.ts"
import { changeAsset } from "#app/domain/services/change-asset.server.ts"
import { changeService } from "#app/domain/services/change-service.server.ts"
import { createAsset } from "#app/domain/services/create-asset.server.ts"
import { createService } from "#app/domain/services/create-service.server.ts"
import { importAssets } from "#app/domain/services/import-assets.server.ts"
import { listAssets, listServices } from "#app/domain/services/read.server.ts"
import { newService, serviceChange } from "#app/domain/services/service.ts"
import { parseId } from "#app/kernel/ids.ts"
import { defineOperation, pageArguments, pageSchema, paging } from "../operation.ts"
import { assetJson, assetSchema, serviceJson, serviceSchema } from "../inventory-schemas.ts"

const managing = ["services.manage", "services.read"] as const
const clientOf = (params: Readonly<Record<string, string>>) =>
  ({ kind: "tenant", id: parseId("tenant", params["clientId"]) }) as const

export const listServicesOperation = defineOperation({
  ...{
    id: "listServices",
    method: "GET",
    path: "/clients/{clientId}/services",
    tag: "Services",
    status: 200,
  },
  summary: "Services of a client, by name",
  query: paging,
  answer: pageSchema(serviceSchema),
  run: ({ who, params, query }) =>
    withPortfolio(who, ["services.read", "clients.read"], async (t) => {
      const client = await readClient(t, parseId("tenant", params["clientId"]))
      const page = await listServices(t, { client: client.id, ...pageArguments(query) })
      return { ...page, items: page.items.map(serviceJson) }
    }),
})

export const createServiceOperation = defineOperation({
  ...{
    id: "createService",
    method: "POST",
    path: "/clients/{clientId}/services",
    tag: "Services",
    status: 201,
  },
  summary: "Add a service",
  body: newService,
  answer: serviceSchema,
  run: ({ who, params, body }) =>
    withTenantOf(who, clientOf(params), managing, async (t) => serviceJson(await createService(t, body))),
})

export const changeServiceOperation = defineOperation({
  ...{ id: "changeService", method: "PATCH", tag: "Services", status: 200 },
  path: "/clients/{clientId}/services/{serviceId}",
  summary: "Change a service; dependencies never run in a ring",
  body: serviceChange,
  answer: serviceSchema,
  run: ({ who, params, body }) =>
    withTenantOf(who, clientOf(params), managing, async (t) =>
      serviceJson(await changeService(t, parseId("service", params["serviceId"]), body)),
    ),
})

export const archiveServiceOperation = defineOperation({
  ...{ id: "archiveService", method: "DELETE", tag: "Services", status: 204 },
  path: "/clients/{clientId}/services/{serviceId}",
  summary: "Take a service out of use",
  answer: z.void(),
  run: ({ who, params }) =>
    withTenantOf(who, clientOf(params), managing, (t) =>
      archiveService(t, parseId("service", params["serviceId"])),
    ),
})

export const listAssetsOperation = defineOperation({
  ...{ id: "listAssets", method: "GET", path: "/clients/{clientId}/assets", tag: "Services", status: 200 },
  summary: "Assets of a client, by name",
  query: paging.extend({
    search: z.string().max(100).optional().meta({ description: "A part of a name or alias" }),
  }),
  answer: pageSchema(assetSchema),
  run: ({ who, params, query }) =>
    withPortfolio(who, ["services.read", "clients.read"], async (t) => {
      const client = await readClient(t, parseId("tenant", params["clientId"]))
      const { search } = query
      const page = await listAssets(t, {
        ...{ client: client.id, ...pageArguments(query) },
        ...(search ? { search } : {}),
      })
      return { ...page, items: page.items.map(assetJson) }
    }),
})

export const createAssetOperation = defineOperation({
  ...{ id: "createAsset", method: "POST", path: "/clients/{clientId}/assets", tag: "Services", status: 201 },
  summary: "Add an asset; its aliases are its own",
  body: newAsset,
  answer: assetSchema,
  run: ({ who, params, body }) =>
    withTenantOf(who, clientOf(params), managing, async (t) => assetJson(await createAsset(t, body))),
})

export const changeAssetOperation = defineOperation({
  ...{ id: "changeAsset", method: "PATCH", tag: "Services", status: 200 },
  path: "/clients/{clientId}/assets/{assetId}",
  summary: "Change an asset",
  body: assetChange,
  answer: assetSchema,
  run: ({ who, params, body }) =>
    withTenantOf(who, clientOf(params), managing, async (t) =>
      assetJson(await changeAsset(t, parseId("asset", params["assetId"]), body)),
    ),
})

export const archiveAssetOperation = defineOperation({
  ...{ id: "archiveAsset", method: "DELETE", tag: "Services", status: 204 },
  path: "/clients/{clientId}/assets/{assetId}",
  summary: "Take an asset out of use; its aliases are free",
  answer: z.void(),
  run: ({ who, params }) =>
    withTenantOf(who, clientOf(params), managing, (t) =>
      archiveAsset(t, parseId("asset", params["assetId"])),
    ),
})

export const importAssetsOperation = defineOperation({
  ...{ id: "importAssets", method: "POST", tag: "Services", status: 200 },
  path: "/clients/{clientId}/assets/import",
  summary: "Take in a CSV of assets; wrong rows are given back, the others are taken in",
  body: z.object({
    csv: z
      .string()
      .max(2_000_000)
      .meta({
        description: "With a first line: name,kind,aliases,criticality,service",
        examples: ["name\ndb-1"],
      }),
    isPreview: z.boolean().default(false).meta({ description: "Only say what it would do" }),
  }),
  answer: z.object({
    rows: z.array(
      z.object({
        line: z.int(),
        name: z.string(),
        effect: z.enum(["add", "change", "same", "refuse"]),
        error: z.string().nullable(),
      }),
    ),
  }),
  run: ({ who, params, body }) =>
    withTenantOf(who, clientOf(params), managing, async (t) => ({
      rows: (await importAssets(t, body.csv, body)).map((row) => ({
        line: row.line,
        name: row.name,
        effect: row.effect,
        error: row.effect === "refuse" ? row.error : null,
      })),
    })),
})
