import * as z from "zod"
import { isIgnoreField } from "#app/domain/ingest/payload-hash.ts"
import { type Recipe, recipe } from "#app/domain/sources/recipe.ts"
import { setRecipe } from "#app/domain/sources/set-recipe.server.ts"
import type { SourceChange } from "#app/domain/sources/source.ts"
import { lookAtRecipe, recipeSoFar } from "#app/domain/sources/try-recipe.server.ts"
import { updateSource } from "#app/domain/sources/update.server.ts"
import { carryLook, takeLook, turnUntil } from "#app/http/carried-looks.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import type { SourceId, UserId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"

const whole = (max: number, what: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,9}$/, `Use a whole number of ${what}.`)
    .transform(Number)
    .refine((n) => n <= max, `Use ${max.toLocaleString("en")} at most.`)

const lines = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((path) => path !== ""))
  .superRefine((paths, context) => {
    const wrong = paths.find((path) => !isIgnoreField(path))
    if (wrong)
      context.addIssue({
        code: "custom",
        message: `“${wrong}” cannot be left out. Use a field such as description, labels.NAME or entity.ip.`,
      })
    if (paths.length > 50) context.addIssue({ code: "custom", message: "Use 50 at most." })
  })

const settings = z.object({
  reopenMinutes: whole(43_200, "minutes"),
  resolveDelayMinutes: whole(1440, "minutes"),
  staleHours: z.union([
    z.literal("").transform(() => null),
    whole(2160, "hours").refine((n) => n > 0, "Use 1 at least, or leave it empty."),
  ]),
  stormLimit: whole(1_000_000, "alerts").refine((n) => n > 0, "Use 1 at least."),
  ignoreFields: lines,
  trustsDowngrade: z.literal("on").optional(),
})

type Work = TenantTx<"sources.manage" | "sources.read">

/** Does what a form of the page asks for. @throws DomainError `invalid`, `conflict` or `not_found` */
export async function applyAct(t: Work, person: UserId, id: SourceId, form: FormData) {
  switch (form.get("act")) {
    case "settings":
      await updateSource(t, id, readSettings(form))
      return null
    case "learn":
      await updateSource(t, id, { learningUntil: t.now.add({ hours: 48 }).toString() })
      return null
    case "end-learning":
      await updateSource(t, id, { learningUntil: null })
      return null
    case "try":
      return tryOn(t, person, id, form)
    case "recipe":
      await setRecipe(t, id, readRecipe(form))
      return null
    default:
      throw invalid("The form is incomplete. Reload the page and try again.")
  }
}

/** Goes on with a trial that has begun, or begins one. */
async function tryOn(t: Work, person: UserId, id: SourceId, form: FormData) {
  const subject = `recipe of ${id}`
  const begun = takeLook(person, subject, form, recipeSoFar)
  const look = await lookAtRecipe(t, id, readRecipe(form), begun)
  const { isDone, ...tried } = await look.goOn(t, turnUntil())
  return { ...tried, next: isDone ? null : carryLook(person, subject, look.carry()) }
}

function readSettings(form: FormData): SourceChange {
  const parsed = settings.safeParse(Object.fromEntries(form))
  if (!parsed.success)
    throw invalid(
      "Something has to be put right first.",
      Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message])),
    )
  const { reopenMinutes, resolveDelayMinutes, staleHours, trustsDowngrade, ...same } = parsed.data
  return {
    ...same,
    reopenWindowSeconds: reopenMinutes * 60,
    resolveDelaySeconds: resolveDelayMinutes * 60,
    staleAfterSeconds: staleHours === null ? null : staleHours * 3600,
    trustsDowngrade: trustsDowngrade === "on",
  }
}

/** An empty one is the adapter's own. */
function readRecipe(form: FormData): Recipe | null {
  const text = String(form.get("recipe") ?? "")
  if (text === "") return null
  const parsed = recipe.safeParse(json(text))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const named = issue?.path[0] === undefined ? "The recipe" : `Field ${Number(issue.path[0]) + 1}`
  throw invalid(`${named} ${issue?.message ?? "is not one"}.`)
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
