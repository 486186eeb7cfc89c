import { severities } from "#app/domain/alerts/severity.ts"
import { categories, disciplines } from "#app/domain/ingest/adapter.ts"
import { type MappedField, mappedFieldNames, mappedFields } from "#app/domain/ingest/mapping/mapped-fields.ts"
import { ChoiceField, PayloadField, TextField } from "#app/ui/field.tsx"
import type { MappingFields } from "./mapping-form.ts"

/** A field an expression is typed into. */
export type FieldName = MappedField | "each" | "dedupe" | "group"

const labels: Readonly<Record<FieldName, string>> = {
  each: "Where the events are",
  title: "Title",
  description: "Description",
  severity: "Severity",
  status: "State",
  externalId: "External id",
  occurredAt: "Occurred",
  asset: "Asset",
  rule: "Rule",
  url: "Link",
  techniques: "Techniques",
  observables: "Observables",
  labels: "Labels",
  dedupe: "Same problem",
  group: "Same incident",
}
export const labelOf = (name: FieldName) => labels[name]

type Props = {
  readonly values: MappingFields
  readonly errors: Readonly<Record<string, string>>
  /** The field the caret went into. */
  readonly onEnter: (name: FieldName) => void
}

/** One row for each canonical field, and what the tool's words mean. */
export function MappingFieldRows({ values, errors, onEnter }: Props) {
  const row = (name: FieldName, hint: string) => ({
    label: labels[name],
    name,
    hint,
    error: errors[name],
    defaultValue: values[name],
    onFocus: () => onEnter(name),
    spellCheck: false,
    autoComplete: "off",
  })
  return (
    <>
      <TextField
        {...row("each", "A list in the payload, as alarms[]; empty where the payload is the event.")}
      />
      {mappedFieldNames.map((name) => (
        <div key={name} className="grid gap-4">
          <TextField {...row(name, mappedFields[name])} required={name === "title"} />
          {name === "severity" ? (
            <Words kind="severity" meanings={severities} {...{ values, errors }} />
          ) : null}
          {name === "status" ? (
            <Words kind="status" meanings={["firing", "resolved", "info"]} {...{ values, errors }} />
          ) : null}
        </div>
      ))}
      <div className="grid gap-4 sm:grid-cols-2">
        <ChoiceField label="Category" name="category" defaultValue={values.category}>
          {categories.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </ChoiceField>
        <ChoiceField label="Belongs to" name="discipline" defaultValue={values.discipline}>
          {disciplines.map((name) => (
            <option key={name} value={name}>
              {name === "noc" ? "Operations (NOC)" : "Security (SOC)"}
            </option>
          ))}
        </ChoiceField>
      </div>
      <PayloadField
        {...row("dedupe", "One expression a line. Empty: the external id, or else title and asset.")}
        rows={2}
      />
      <PayloadField
        {...row("group", "One expression a line. Empty: the rule, or else the title.")}
        rows={2}
      />
    </>
  )
}

function Words({
  kind,
  meanings,
  values,
  errors,
}: {
  readonly kind: "severity" | "status"
  readonly meanings: readonly string[]
  readonly values: MappingFields
  readonly errors: Readonly<Record<string, string>>
}) {
  const what = kind === "severity" ? "Severity" : "State"
  return (
    <div className="grid gap-4 border-l-2 border-line pl-3 sm:grid-cols-[1fr_10rem]">
      <PayloadField
        label={`${what}: the tool's words`}
        name={`${kind}Words`}
        rows={4}
        defaultValue={values[`${kind}Words`]}
        error={errors[`${kind}Words`]}
        hint={`One a line: word = ${meanings.slice(0, 2).join(" or ")} …`}
        spellCheck={false}
      />
      <ChoiceField
        label="Any other word"
        name={`${kind}Otherwise`}
        defaultValue={values[`${kind}Otherwise`]}
        hint="Counted on the source."
      >
        {meanings.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </ChoiceField>
    </div>
  )
}
