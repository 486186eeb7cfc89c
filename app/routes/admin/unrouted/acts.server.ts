import * as z from "zod"
import { withProviderTenant } from "#app/auth/guards.server.ts"
import type { Principal } from "#app/auth/principal.ts"
import { newMapEntry } from "#app/domain/shared-sources/tenant-map.ts"
import { dismissUnrouted } from "#app/domain/unrouted/dismiss.server.ts"
import { dismissalReason, maxAtOnce } from "#app/domain/unrouted/unrouted.ts"
import { assignUnrouted } from "#app/http/assign-unrouted.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { isId, parseId } from "#app/kernel/ids.ts"

/** Does what a card of the queue asks for. @throws DomainError what the verbs throw; `invalid` */
export async function performAct(person: Principal, form: FormData): Promise<{ readonly settled: number }> {
  const { ids } = parseForm(form, chosen)
  if (form.get("act") === "dismiss") {
    const { reason } = parseForm(form, z.object({ reason: dismissalReason }))
    const settled = await withProviderTenant(person, ["unrouted.settle"], (t) =>
      dismissUnrouted(t, ids, reason),
    )
    return { settled }
  }
  const { client, source, map, field, value } = parseForm(form, assignment)
  const settled = await assignUnrouted(person, {
    ids,
    sourceId: parseId("source", source),
    clientId: parseId("tenant", client),
    ...(map ? { entry: entryOf(field, value) } : {}),
  })
  return { settled }
}

const chosen = z.object({
  ids: z
    .string()
    .transform((text) => text.split(",").filter((id) => id !== ""))
    .refine((list) => list.length > 0 && list.length <= maxAtOnce && list.every(isId), "choose some events"),
})

const assignment = z.object({
  client: z.string().min(1, "choose whose they are"),
  source: z.string(),
  map: z.string().optional(),
  field: z.string().default(""),
  value: z.string().default(""),
})

function entryOf(field: string, value: string) {
  const entry = newMapEntry.safeParse({ field, value })
  if (!entry.success)
    throw invalid("Such a value cannot be mapped.", {
      map: "Assign these alone, and add an entry to the tenant map by another field.",
    })
  return entry.data
}
