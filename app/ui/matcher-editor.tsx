import { Plus, X } from "lucide-react"
import { useState } from "react"
import {
  bareOperators,
  fieldWords,
  allOperators,
  type FieldChoice,
  knownObservableTypes,
  operatorsOf,
  operatorWords,
} from "#app/domain/matching/field-words.ts"
import { type MatcherRow, type MatcherRows, maxConditions } from "#app/domain/matching/matcher-rows.ts"
import { Button } from "./button.tsx"
import { ChoiceField, TextField } from "./field.tsx"
import { ConditionValues, type MatcherChoices } from "./matcher-values.tsx"

type Props = {
  /** What its fields start with in the form; `readMatcher` is told the same. */
  readonly name?: string
  readonly legend?: string
  readonly hint?: string
  readonly rows?: MatcherRows
  readonly choices?: MatcherChoices
  /** Of the form, by field name. */
  readonly errors?: Readonly<Record<string, string>>
}

const blank: MatcherRow = { field: "", name: "", op: "is", values: [], foldCase: true }

/**
 * Conditions on an alert, posted as rows of ordinary fields. Before any script runs there are two spare rows to fill in;
 * what is left blank is dropped.
 */
export function MatcherEditor({
  name = "match",
  legend = "Which alerts",
  hint,
  rows: start,
  choices = {},
  errors = {},
}: Props) {
  const first = start && start.rows.length > 0 ? start.rows : [blank]
  const [rows, setRows] = useState(() => first.map((row, number) => ({ number, row })))
  const add = () => setRows([...rows, { number: (rows.at(-1)?.number ?? -1) + 1, row: blank }])
  const whole = errors[name]
  return (
    <fieldset className="grid min-w-0 gap-3" aria-describedby={whole ? `${name}-problem` : undefined}>
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      {hint ? <p className="text-xs text-text-3">{hint}</p> : null}
      {whole ? (
        <p id={`${name}-problem`} className="text-xs text-s1-ink">
          {whole}
        </p>
      ) : null}
      <ChoiceField
        label="They have to meet"
        name={`${name}.mode`}
        defaultValue={start?.mode ?? "all"}
        className="max-w-64"
      >
        <option value="all">every condition</option>
        <option value="any">at least one condition</option>
      </ChoiceField>
      <ol className="grid gap-3">
        {rows.map(({ number, row }, i) => (
          <li key={number}>
            <Condition
              name={`${name}.${number}`}
              position={i + 1}
              row={row}
              choices={choices}
              errors={errors}
              onRemove={
                rows.length > 1 ? () => setRows(rows.filter((other) => other.number !== number)) : null
              }
            />
          </li>
        ))}
      </ol>
      <noscript>
        {[0, 1].map((spare) => (
          <Condition
            key={spare}
            name={`${name}.${first.length + spare}`}
            position={first.length + spare + 1}
            row={blank}
            choices={choices}
            errors={errors}
            onRemove={null}
            isPlain
          />
        ))}
      </noscript>
      {rows.length < maxConditions ? (
        <div>
          <Button onClick={add}>
            <Plus className="size-4" aria-hidden="true" /> Add a condition
          </Button>
        </div>
      ) : null}
    </fieldset>
  )
}

function Condition({
  name,
  position,
  row,
  choices,
  errors,
  onRemove,
  isPlain = false,
}: {
  readonly name: string
  readonly position: number
  readonly row: MatcherRow
  readonly choices: MatcherChoices
  readonly errors: Readonly<Record<string, string>>
  readonly onRemove: (() => void) | null
  /** No script will show the field of a name once it is needed. */
  readonly isPlain?: boolean
}) {
  const [field, setField] = useState(row.field)
  const [op, setOp] = useState(row.op)
  const operators = field === "" ? allOperators : operatorsOf(field)
  const asked = operators.find((o) => o === op) ?? operators[0] ?? "is"
  const isNamed = isPlain || field === "labels" || field === "entity.type"
  const problem = (part: string) => errors[`${name}.${part}`]
  return (
    <div
      role="group"
      aria-label={`Condition ${position}`}
      className="grid gap-3 rounded-md border border-line bg-canvas p-3 sm:grid-cols-[minmax(0,12rem)_minmax(0,12rem)_minmax(0,1fr)_auto]"
    >
      <div className="grid content-start gap-3">
        <ChoiceField
          label="Look at"
          name={`${name}.field`}
          value={field}
          onChange={(event) => setField(event.currentTarget.value as FieldChoice | "")}
          error={problem("field")}
        >
          <option value="">(nothing)</option>
          {Object.entries(fieldWords).map(([key, words]) => (
            <option key={key} value={key}>
              {words}
            </option>
          ))}
        </ChoiceField>
        {isNamed ? (
          <TextField
            label={field === "labels" ? "Label" : field === "" ? "Label or type" : "Type"}
            name={`${name}.name`}
            defaultValue={row.name}
            maxLength={100}
            autoComplete="off"
            hint={field === "labels" ? "As the tool names it: env" : knownObservableTypes.join(", ")}
            error={problem("name")}
          />
        ) : null}
      </div>
      <ChoiceField
        label="It"
        name={`${name}.op`}
        value={asked}
        onChange={(event) => setOp(operators.find((o) => o === event.currentTarget.value) ?? "is")}
        error={problem("op")}
      >
        {operators.map((o) => (
          <option key={o} value={o}>
            {operatorWords[o]}
          </option>
        ))}
      </ChoiceField>
      {bareOperators.has(asked) ? (
        <span />
      ) : (
        <ConditionValues {...{ name, field, row, choices, op: asked }} error={problem("values")} />
      )}
      {onRemove ? (
        <Button aria-label={`Remove condition ${position}`} onClick={onRemove} className="self-start sm:mt-6">
          <X className="size-4" aria-hidden="true" /> <span className="sm:sr-only">Remove</span>
        </Button>
      ) : null}
    </div>
  )
}
