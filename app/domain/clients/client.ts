import * as z from "zod"
import type { TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"

export type ClientView = {
  readonly id: TenantId
  readonly code: string
  readonly name: string
  readonly timeZone: string
  readonly status: "active" | "suspended"
  readonly createdAt: Instant
  readonly updatedAt: Instant
}

const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, "is not an IANA time zone, such as Europe/Sofia")
  .meta({ description: "IANA time zone its people read times in", examples: ["Europe/Sofia"] })

const name = z
  .string()
  .trim()
  .min(1, "is empty")
  .max(200)
  .meta({ examples: ["Nordbank AG"] })

export const newClient = z.object({
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z][A-Z0-9]{1,9}$/, "is 2 to 10 letters and digits, starting with a letter")
    .meta({ description: "Leads the incident numbers", examples: ["NORD"] }),
  name,
  timeZone: timeZone.default("UTC"),
})
export type NewClient = z.infer<typeof newClient>

export const clientChange = z.object({ name, timeZone, status: z.enum(["active", "suspended"]) }).partial()
export type ClientChange = z.infer<typeof clientChange>

/** True for a zone this machine knows. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone })
    return true
  } catch {
    return false
  }
}
