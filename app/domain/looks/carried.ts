import * as z from "zod"
import type { Id } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"

/* What a look carries from turn to turn is JSON: an instant writes itself as text, and these read such values back. */

export const carriedInstant = z.iso.datetime().transform(instant)

export const carriedId = <K extends string>() => z.uuid().transform((id) => id as Id<K>)

export const carriedCount = z.int().min(0)
