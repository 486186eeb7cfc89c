import type { ZodError } from "zod"
import { type MappedField, mappedFieldNames } from "#app/domain/ingest/mapping/mapped-fields.ts"
import { type Mapping, mappingSchema } from "#app/domain/ingest/mapping/mapping.ts"
import { err, ok, type Result } from "#app/kernel/result.ts"

/** Every name of the form, as the page shows a mapping: one line for each word and each expression. */
export type MappingFields = Readonly<Record<FormName, string>>
export type FormName = MappedField | (typeof others)[number]

const others = [
  ...(["each", "dedupe", "group", "category", "discipline"] as const),
  ...(["severityWords", "severityOtherwise", "statusWords", "statusOtherwise"] as const),
] as const
export const formNames: readonly FormName[] = [...mappedFieldNames, ...others]

export function formOfMapping(mapping: Mapping): MappingFields {
  const { each, category, discipline, severities, statuses } = mapping
  return {
    ...mapping.fields,
    ...{ each, category, discipline },
    dedupe: mapping.dedupe.join("\n"),
    group: mapping.group.join("\n"),
    severityWords: wordLines(severities.values),
    severityOtherwise: severities.otherwise,
    statusWords: wordLines(statuses.values),
    statusOtherwise: statuses.otherwise,
  }
}

/** What was typed as a mapping, or what is wrong with it by field. */
export function mappingOfForm(form: FormData): Result<Mapping, Readonly<Record<string, string>>> {
  const at = (name: FormName) => String(form.get(name) ?? "").replaceAll("\r\n", "\n")
  const read = mappingSchema.safeParse({
    each: at("each"),
    fields: Object.fromEntries(mappedFieldNames.map((name) => [name, at(name)])),
    severities: { values: wordsOf(at("severityWords")), otherwise: at("severityOtherwise") },
    statuses: { values: wordsOf(at("statusWords")), otherwise: at("statusOtherwise") },
    category: at("category"),
    discipline: at("discipline"),
    dedupe: linesOf(at("dedupe")),
    group: linesOf(at("group")),
  })
  return read.success ? ok(read.data) : err(complaints(read.error))
}

const linesOf = (text: string) => text.split("\n").flatMap((line) => line.trim() || [])
const wordLines = (values: Readonly<Record<string, string>>) =>
  Object.entries(values)
    .map(([word, meaning]) => `${word} = ${meaning}`)
    .join("\n")

function wordsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    linesOf(text).map((line) => {
      const middle = line.lastIndexOf("=")
      return [
        line.slice(0, middle).trim(),
        line
          .slice(middle + 1)
          .trim()
          .toLowerCase(),
      ]
    }),
  )
}

function complaints(error: ZodError): Record<string, string> {
  const found: Record<string, string> = {}
  for (const { path, message } of error.issues) {
    const [outer, inner, word] = path.map(String)
    const name =
      outer === "fields"
        ? inner
        : outer === "severities"
          ? inner === "otherwise"
            ? "severityOtherwise"
            : "severityWords"
          : outer === "statuses"
            ? inner === "otherwise"
              ? "statusOtherwise"
              : "statusWords"
            : outer
    found[name ?? "form"] ??= name?.endsWith("Words")
      ? `Write one word a line, as “word = meaning”${word ? `; “${word.slice(0, 40)}” has no meaning there is` : ""}.`
      : `This ${/^(is|has|uses|must|cannot)/.test(message) ? message : `is not right: ${message}`}.`
  }
  return found
}
