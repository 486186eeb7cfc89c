import * as z from "zod"
import { impacts } from "#app/domain/incidents/priority.ts"
import { matcher } from "#app/domain/matching/matcher.ts"
import type { AssetView } from "#app/domain/services/asset.ts"
import type { ServiceView } from "#app/domain/services/service.ts"
import type { UnroutedView } from "#app/domain/unrouted/unrouted.ts"

/** What the API answers with of services, assets and unrouted events, each beside the function that makes it. */

const id = z.uuid()
const time = z.iso.datetime({ offset: true }).meta({ examples: ["2026-03-27T08:15:00Z"] })

export const serviceSchema = z
  .object({
    id,
    client: id,
    name: z.string(),
    description: z.string().nullable(),
    criticality: z.enum(impacts),
    matcher: matcher.nullable(),
    dependsOn: z.array(id),
    assets: z.int().meta({ description: "How many are part of it" }),
    createdAt: time,
  })
  .meta({ id: "Service" })

export function serviceJson(service: ServiceView) {
  return { ...service, createdAt: service.createdAt.toString() }
}

export const assetSchema = z
  .object({
    id,
    client: id,
    name: z.string(),
    kind: z.string(),
    aliases: z.array(z.string()),
    criticality: z.enum(impacts),
    serviceId: id.nullable(),
    createdAt: time,
  })
  .meta({ id: "Asset" })

export function assetJson(asset: AssetView) {
  return { ...asset, createdAt: asset.createdAt.toString() }
}

export const unroutedSchema = z
  .object({
    id,
    source: id,
    receivedAt: time,
    title: z.string(),
    assignedTo: id.nullable().meta({ description: "Where it is under way to" }),
    labels: z.record(z.string(), z.string()),
    asset: z.string().nullable(),
  })
  .meta({ id: "UnroutedEvent" })

export function unroutedJson({
  id: event,
  source,
  receivedAt,
  title,
  assignedTo,
  event: read,
}: UnroutedView) {
  return {
    ...{ id: event, source: source.id, title, assignedTo, labels: read.labels, asset: read.asset },
    receivedAt: receivedAt.toString(),
  }
}
