import * as z from "zod"
import type { CalendarVersion, PolicyVersion } from "#app/domain/sla/catalogue/list.server.ts"
import type { BoundVersion } from "#app/domain/sla/policies/binding.ts"
import { calendarDraft, policyDraft } from "#app/domain/sla/policies/policy-draft.ts"

const time = z.iso.datetime({ offset: true })
const name = z.string().trim().min(1).max(100)

const version = {
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  effectiveFrom: time,
  createdAt: time,
  createdBy: z.string(),
}
const effectiveFrom = time.optional().meta({ description: "From when on it holds; absent: now" })

export const calendarSchema = z
  .object({ ...version, calendar: calendarDraft })
  .meta({ id: "SlaCalendar", description: "A version of when service is given" })
export const newCalendar = z.object({ name, calendar: calendarDraft, effectiveFrom })

export const policySchema = z
  .object({
    ...version,
    policy: policyDraft,
    retiredAt: time.nullable().meta({ description: "Since when it can be bound to nobody" }),
  })
  .meta({ id: "SlaPolicy", description: "A version of what is promised. Targets are in service seconds" })
export const newPolicy = z.object({ name, policy: policyDraft, effectiveFrom })

export const bindingSchema = z
  .object({
    policy: z.uuid(),
    version: z.int(),
    name: z.string(),
    effectiveFrom: time,
    boundAt: time,
    boundBy: z.string(),
    endedAt: time.nullable(),
    holds: z.boolean().meta({ description: "True for the one that clocks which start now go by" }),
  })
  .meta({ id: "SlaBinding", description: "A version of a policy as a client was promised it" })

export const effectSchema = z.object({
  moving: z.int().meta({ description: "Running clocks that would go by it" }),
  losing: z.int().meta({ description: "Of those, how many would be promised nothing any more" }),
  breaching: z.int().meta({ description: "Of those, how many would be late at once" }),
  atRisk: z.int(),
  records: z.int(),
})

export function calendarJson({ draft, ...row }: CalendarVersion) {
  return { ...versionJson(row), calendar: draft }
}

export function policyJson({ draft, ...row }: PolicyVersion) {
  return { ...versionJson(row), policy: draft, retiredAt: row.retiredAt?.toString() ?? null }
}

export function bindingJson(bound: BoundVersion, holding: BoundVersion | null) {
  const { policyId, version: number, name: called, boundBy, endedAt } = bound
  return {
    ...{ policy: policyId, version: number, name: called, boundBy },
    effectiveFrom: bound.effectiveFrom.toString(),
    boundAt: bound.boundAt.toString(),
    endedAt: endedAt?.toString() ?? null,
    holds: bound === holding,
  }
}

function versionJson(row: Omit<CalendarVersion, "draft" | "id"> & { readonly id: string }) {
  const { id, version: number, name: called, createdBy } = row
  return {
    ...{ id, version: number, name: called, createdBy },
    effectiveFrom: row.effectiveFrom.toString(),
    createdAt: row.createdAt.toString(),
  }
}
