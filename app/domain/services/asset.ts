import * as z from "zod"
import { type AssetId, isId, type ServiceId, type TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { type Impact, impacts } from "../incidents/priority.ts"
import { aliasOf, maxAlias } from "./alias.ts"

/** A machine, account or device of a client. */
export type AssetView = {
  readonly id: AssetId
  readonly client: TenantId
  readonly name: string
  readonly kind: string
  /** Lower case; its name is one of them. */
  readonly aliases: readonly string[]
  readonly criticality: Impact
  readonly serviceId: ServiceId | null
  readonly createdAt: Instant
}

export const maxAliases = 50

const name = z
  .string()
  .trim()
  .min(1, "is empty")
  .max(200)
  .meta({ examples: ["db-1"] })
const kind = z.string().trim().min(1, "is empty").max(50)
const aliases = z
  .array(z.string().trim().min(1, "is empty").max(maxAlias))
  .max(maxAliases, `are ${maxAliases} at most`)
  .meta({ description: "Every other name its tools use: host names, addresses, cloud ids. In any case" })
const serviceId = z
  .string()
  .refine(isId, "is no id")
  .transform((id) => id.toLowerCase() as ServiceId)
  .nullable()

export const newAsset = z.object({
  name,
  kind: kind.default("host").meta({ examples: ["host"] }),
  aliases: aliases.default([]),
  criticality: z.enum(impacts).default("medium").meta({ description: "The impact of its alerts" }),
  serviceId: serviceId.default(null).meta({ description: "The service it is part of" }),
})
export type NewAsset = z.infer<typeof newAsset>

export const assetChange = z
  .object({ name, kind, aliases, criticality: z.enum(impacts), serviceId })
  .partial()
export type AssetChange = z.infer<typeof assetChange>

/** The aliases that are stored: the given ones and the name, each once, as they are compared. */
export function storedAliases(named: string, given: readonly string[]): string[] {
  return [...new Set([named, ...given].map(aliasOf))].filter((alias) => alias !== "")
}
