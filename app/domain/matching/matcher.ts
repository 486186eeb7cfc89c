import * as z from "zod"

/** What a condition may look at. `labels.<name>` and `entity.<type>` stand for any label and any observable's type. */
export const matchFields = [
  "title",
  "description",
  "severity",
  "discipline",
  "category",
  "asset",
  "rule",
  "source",
  "tool",
  "service",
  "url",
  "technique",
  "entity",
] as const

/** `glob` knows `*` and `?`; `in-network` takes CIDR ranges; `at-least` compares severities. There are no patterns that could run away. */
export const matchOperators = [
  "is",
  "is-not",
  "contains",
  "starts-with",
  "glob",
  "in-network",
  "at-least",
  "exists",
  "missing",
] as const
export type MatchOperator = (typeof matchOperators)[number]

const field = z
  .string()
  .max(120)
  .refine(
    (name) =>
      (matchFields as readonly string[]).includes(name) || /^(labels|entity)\.[^\s]{1,100}$/.test(name),
    "is no field of an alert",
  )

export const condition = z
  .object({
    field,
    op: z.enum(matchOperators),
    /** Any of them will do. Empty for `exists` and `missing`. */
    values: z.array(z.string().trim().min(1).max(500)).max(100).default([]),
    /** Upper and lower case are the same. */
    foldCase: z.boolean().default(true),
  })
  .refine((c) => c.op === "exists" || c.op === "missing" || c.values.length > 0, "needs a value")
export type Condition = z.infer<typeof condition>

/** Which alerts are meant: those that meet all conditions, or any. */
export const matcher = z.object({
  mode: z.enum(["all", "any"]).default("all"),
  conditions: z.array(condition).max(20),
})
export type Matcher = z.infer<typeof matcher>

/** What a matcher looks at, of an alert or of an event that is none yet. Ids are text here. */
export type Matchable = {
  readonly title: string
  readonly description: string | null
  /** 1 critical to 5 info. */
  readonly severity: number
  readonly discipline: string
  readonly category: string
  readonly asset: string | null
  readonly rule: string | null
  readonly sourceId: string
  /** Key of the adapter that read it. */
  readonly tool: string
  readonly serviceId: string | null
  readonly url: string | null
  readonly techniques: readonly string[]
  readonly observables: readonly { readonly type: string; readonly value: string }[]
  readonly labels: Readonly<Record<string, string>>
}
