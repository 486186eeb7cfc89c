import * as z from "zod"
import { isId, type ServiceId, type TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { type Impact, impacts } from "../incidents/priority.ts"
import { type Matcher, matcher } from "../matching/matcher.ts"

/** Something a client's business runs on, and what it cannot work without. */
export type ServiceView = {
  readonly id: ServiceId
  readonly client: TenantId
  readonly name: string
  readonly description: string | null
  readonly criticality: Impact
  readonly matcher: Matcher | null
  readonly dependsOn: readonly ServiceId[]
  readonly assets: number
  readonly createdAt: Instant
}

const name = z
  .string()
  .trim()
  .min(1, "is empty")
  .max(200)
  .meta({ examples: ["Web shop"] })
const serviceId = z
  .string()
  .refine(isId, "is no id")
  .transform((id) => id.toLowerCase() as ServiceId)

export const newService = z.object({
  name,
  description: z.string().trim().max(2000).nullable().default(null),
  criticality: z.enum(impacts).default("medium").meta({ description: "The impact of its alerts" }),
  matcher: matcher
    .nullable()
    .default(null)
    .meta({ description: "Alerts that match belong to it even where no asset says so" }),
  dependsOn: z.array(serviceId).max(100).default([]).meta({ description: "Services it cannot work without" }),
})
export type NewService = z.infer<typeof newService>

export const serviceChange = z
  .object({
    name,
    description: z.string().trim().max(2000).nullable(),
    criticality: z.enum(impacts),
    matcher: matcher.nullable(),
    dependsOn: z.array(serviceId).max(100),
  })
  .partial()
export type ServiceChange = z.infer<typeof serviceChange>
