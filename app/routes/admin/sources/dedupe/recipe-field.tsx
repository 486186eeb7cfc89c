import { observableTypes } from "#app/domain/ingest/adapter.ts"
import type { Recipe } from "#app/domain/sources/recipe.ts"
import { recipeFieldNames } from "#app/domain/sources/recipe-fields.ts"
import { Button } from "#app/ui/button.tsx"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { fieldLabels } from "./recipe-words.ts"

type Props = {
  readonly nth: number
  readonly row: Recipe[number]
  readonly isOnly: boolean
  /** Null takes it away. */
  readonly onChange: (row: Recipe[number] | null) => void
}

/** One field of a recipe: which, and whether case counts. */
export function RecipeField({ nth, row, isOnly, onChange }: Props) {
  const isLabel = row.field.startsWith("labels.")
  return (
    <li className="flex flex-wrap items-end gap-2 rounded-md border border-line p-2">
      <ChoiceField
        className="min-w-40 flex-1"
        label={`Field ${nth}`}
        value={isLabel ? "labels." : row.field}
        onChange={(event) => onChange({ ...row, field: event.target.value })}
      >
        {recipeFieldNames.map((name) => (
          <option key={name} value={name}>
            {fieldLabels[name]}
          </option>
        ))}
        <option value="labels.">A label …</option>
        {observableTypes.map((type) => (
          <option key={type} value={`entity.${type}`}>
            Every {type} in it
          </option>
        ))}
      </ChoiceField>
      {isLabel ? (
        <TextField
          className="min-w-32 flex-1"
          label={`Label of field ${nth}`}
          maxLength={100}
          spellCheck={false}
          placeholder="instance"
          value={row.field.slice("labels.".length)}
          onChange={(event) => onChange({ ...row, field: `labels.${event.target.value.trim()}` })}
        />
      ) : null}
      <label className="flex h-10 items-center gap-1.5 text-sm">
        <input
          type="checkbox"
          className="size-4"
          checked={row.foldCase}
          onChange={(event) => onChange({ ...row, foldCase: event.target.checked })}
        />
        Any case
      </label>
      <Button
        className="ml-auto h-10"
        disabled={isOnly}
        aria-label={`Remove field ${nth}`}
        onClick={() => onChange(null)}
      >
        Remove
      </Button>
    </li>
  )
}
