import * as z from "zod"
import { severities } from "../../alerts/severity.ts"
import { categories, disciplines } from "../adapter.ts"
import { readExpression } from "./expression.ts"
import { type MappedField, mappedFieldNames } from "./mapped-fields.ts"

const expression = z
  .string()
  .trim()
  .superRefine((text, problem) => {
    if (text === "") return
    const read = readExpression(text)
    if (!read.ok) problem.addIssue({ code: "custom", message: read.error })
  })
const expressions = z.array(expression.min(1)).max(6, "Use six at most.")
const word = z.string().trim().toLowerCase().min(1).max(100)

/**
 * How the payloads of a tool without an adapter are read: where the events are, an expression for each canonical field,
 * and what the tool's words mean. Data, so that the pipeline, the preview and the dry run read alike.
 */
export const mappingSchema = z.strictObject({
  /** Where the events are in the document; empty where the document itself is the event, or a list of them. */
  each: expression,
  fields: z
    .strictObject(
      Object.fromEntries(mappedFieldNames.map((name) => [name, expression])) as Record<
        MappedField,
        typeof expression
      >,
    )
    .refine(({ title }) => title !== "", { path: ["title"], error: "is needed: an alert has a title" }),
  severities: z.strictObject({
    values: z.record(word, z.enum(severities)),
    otherwise: z.enum(severities),
  }),
  statuses: z.strictObject({
    values: z.record(word, z.enum(["firing", "resolved", "info"])),
    otherwise: z.enum(["firing", "resolved", "info"]),
  }),
  category: z.enum(categories),
  discipline: z.enum(disciplines),
  /** What makes two events the same problem; empty for the external id, or else title and asset. */
  dedupe: expressions,
  /** What makes two alerts likely the same incident; empty for the rule, or else the title. */
  group: expressions,
})
export type Mapping = z.infer<typeof mappingSchema>

/** Where somebody begins: nothing but the words that tools share. */
export const emptyMapping: Mapping = {
  each: "",
  fields: Object.fromEntries(mappedFieldNames.map((name) => [name, ""])) as Record<MappedField, string>,
  severities: {
    values: {
      critical: "critical",
      high: "high",
      error: "high",
      warning: "medium",
      low: "low",
      info: "info",
    },
    otherwise: "medium",
  },
  statuses: {
    values: { firing: "firing", open: "firing", resolved: "resolved", closed: "resolved", ok: "resolved" },
    otherwise: "firing",
  },
  category: "availability",
  discipline: "noc",
  dedupe: [],
  group: [],
}
