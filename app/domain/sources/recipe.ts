import * as z from "zod"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import { type Instant, isBefore, plusSeconds } from "#app/kernel/time.ts"
import type { CanonicalEvent } from "../ingest/adapter.ts"
import { type Fingerprint, fingerprintOf } from "../ingest/fingerprint.ts"
import { isRecipeField, recipeFieldNames } from "./recipe-fields.ts"

export const recipe = z
  .array(
    z.object({
      field: z
        .string()
        .trim()
        .refine(isRecipeField, "is no field a fingerprint can take")
        .meta({ description: `${recipeFieldNames.join(", ")}, labels.NAME or entity.TYPE` }),
      /** Upper and lower case are the same. */
      foldCase: z.boolean().default(false),
    }),
  )
  .min(1, "needs a field")
  .max(10, "takes ten fields at most")
  .refine((fields) => new Set(fields.map((f) => f.field)).size === fields.length, "names a field twice")
/** The fields whose values make two events of a source the same problem, in their order. */
export type Recipe = z.infer<typeof recipe>

/** What counted from a moment on. Null fields are the adapter's own recipe. */
export type RecipeVersion = {
  readonly version: number
  readonly fields: Recipe | null
  readonly createdAt: Instant
}

/** For so long after a change events are matched under the recipe before it as well. */
export const recipeOverlapSeconds = 24 * 3600

/** The recipe in force at a moment, and those replaced within the day before it, the newest first. */
export function recipesAt(
  versions: readonly RecipeVersion[],
  at: Instant,
): { readonly current: Recipe | null; readonly former: readonly (Recipe | null)[] } {
  const past = versions.filter((v) => !isBefore(at, v.createdAt)).sort((a, b) => b.version - a.version)
  const since = plusSeconds(at, -recipeOverlapSeconds)
  const former: (Recipe | null)[] = []
  for (const [i, version] of past.entries()) {
    if (isBefore(version.createdAt, since)) break
    former.push(past[i + 1]?.fields ?? null)
  }
  return { current: past[0]?.fields ?? null, former }
}

type Owner = { readonly tenantId: TenantId; readonly sourceId: SourceId }

/**
 * The identity of an event's problem under a recipe; under null its adapter's own. A field the event lacks stands in it
 * as missing, and makes it degraded: no other recipe ever takes its place.
 */
export function fingerprintUnder(
  fields: Recipe | null,
  owner: Owner,
  adapter: string,
  event: CanonicalEvent,
): Fingerprint {
  if (fields === null) return fingerprintOf({ ...owner, recipe: `${adapter}:dedupe`, parts: event.dedupeKey })
  // Named by its fields, not its version: going back to a recipe finds the alerts it had.
  const name = `fields:${JSON.stringify(fields.map((f) => [f.field, f.foldCase]))}`
  const parts = fields.flatMap(({ field, foldCase }) =>
    valuesOf(field, event).map((value) => (foldCase ? (value?.toLowerCase() ?? null) : value)),
  )
  return fingerprintOf({ ...owner, recipe: name, parts })
}

function valuesOf(field: string, event: CanonicalEvent): readonly (string | null)[] {
  if (field.startsWith("labels.")) {
    const name = field.slice("labels.".length)
    return [Object.hasOwn(event.labels, name) ? (event.labels[name] ?? null) : null]
  }
  if (field.startsWith("entity.")) {
    const type = field.slice("entity.".length)
    const values = event.observables.flatMap((o) => (o.type === type ? [o.value] : [])).sort()
    return [values.length > 0 ? JSON.stringify(values) : null]
  }
  switch (field) {
    case "key":
      // Keys differ in length: without it the next field could be taken for a part of the key.
      return [String(event.dedupeKey.length), ...event.dedupeKey]
    case "externalId":
    case "rule":
    case "asset":
    case "title":
    case "category":
      return [event[field]]
    default:
      return [null]
  }
}
