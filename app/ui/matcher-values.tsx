import { closedValues, type FieldChoice } from "#app/domain/matching/field-words.ts"
import type { MatcherRow } from "#app/domain/matching/matcher-rows.ts"
import { ChoiceField, ValuesField } from "./field.tsx"
import { visibleText } from "./visible-text.ts"

/** What can be ticked for a field whose values are ids, or a closed list. */
export type MatcherChoices = Readonly<
  Partial<
    Record<"source" | "service" | "tool", readonly { readonly value: string; readonly label: string }[]>
  >
>

/** The values of one condition: boxes to tick where they are a closed list, else lines to type. */
export function ConditionValues({
  name,
  field,
  op,
  row,
  choices,
  error,
}: {
  readonly name: string
  readonly field: FieldChoice | ""
  readonly op: MatcherRow["op"]
  readonly row: MatcherRow
  readonly choices: MatcherChoices
  readonly error: string | undefined
}) {
  const kept = field === row.field ? row.values : []
  const offered = offeredFor(field, choices, kept)
  if (op === "at-least")
    return (
      <ChoiceField
        label="Value"
        name={`${name}.values`}
        defaultValue={kept[0] ?? "high"}
        error={error}
        className="max-w-64"
      >
        {(offered ?? []).map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </ChoiceField>
    )
  if (!offered || offered.length === 0)
    return (
      <div className="grid content-start gap-2">
        <ValuesField
          label="Values"
          name={`${name}.values`}
          defaultValue={kept.join("\n")}
          rows={Math.min(4, Math.max(1, kept.length))}
          hint="One a line; any of them will do."
          error={error}
        />
        <label className="flex items-center gap-2 text-xs text-text-2">
          <input
            type="checkbox"
            name={`${name}.case`}
            value="differs"
            defaultChecked={!row.foldCase}
            className="size-4"
          />
          Upper and lower case differ
        </label>
      </div>
    )
  return (
    <fieldset className="min-w-0" aria-describedby={error ? `${name}-values-problem` : undefined}>
      <legend className="mb-1 text-sm font-medium">Values</legend>
      <div className="grid max-h-40 gap-x-4 overflow-y-auto rounded-md border border-line bg-surface px-2 py-1 sm:grid-cols-2">
        {offered.map(({ value, label }) => (
          <label key={value} className="tap flex min-w-0 items-center gap-2 text-sm">
            <input
              type="checkbox"
              name={`${name}.values`}
              value={value}
              defaultChecked={kept.includes(value)}
              className="size-4 shrink-0"
            />
            <span className="min-w-0 truncate">{visibleText(label)}</span>
          </label>
        ))}
      </div>
      {error ? (
        <p id={`${name}-values-problem`} className="text-xs text-s1-ink">
          {error}
        </p>
      ) : null}
    </fieldset>
  )
}

/** What can be ticked; what was ticked before stays, also where it is not on offer any more. */
function offeredFor(field: FieldChoice | "", choices: MatcherChoices, kept: readonly string[]) {
  if (field === "source" || field === "service" || field === "tool") {
    const offered = choices[field]
    const gone = kept.filter((value) => !offered?.some((choice) => choice.value === value))
    return offered && [...offered, ...gone.map((value) => ({ value, label: value }))]
  }
  return field === "" ? undefined : closedValues[field]?.map((value) => ({ value, label: value }))
}
