import { Plus } from "lucide-react"
import { useState } from "react"
import type { Recipe } from "#app/domain/sources/recipe.ts"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Section } from "#app/ui/section.tsx"
import { RecipeField } from "./recipe-field.tsx"
import { RecipeTrial } from "./recipe-trial.tsx"
import { recipeText } from "./recipe-words.ts"

type Props = {
  readonly fields: Recipe | null
  readonly tool: string
  readonly mayManage: boolean
}

/** What makes two events one problem: looked at, changed, tried on the past and put in force. */
export function RecipeSection({ fields, tool, mayManage }: Props) {
  const [isOwn, setIsOwn] = useState(fields !== null)
  const [rows, setRows] = useState<Recipe>(fields ?? [{ field: "rule", foldCase: false }])
  const recipe = isOwn ? JSON.stringify(rows) : ""
  const isSame = recipe === (fields ? JSON.stringify(fields) : "")
  const change = (at: number, row: Recipe[number] | null) =>
    setRows(rows.flatMap((old, i) => (i === at ? (row ?? []) : old)))
  return (
    <Section
      title="What makes two events the same problem"
      intro={`Now: ${recipeText(fields, tool)}. Client and source are always part of it.`}
    >
      {mayManage ? (
        <>
          <fieldset className="grid gap-2">
            <legend className="sr-only">Recipe</legend>
            {(
              [
                [false, `As ${tool} does it: by the key its adapter knows best`],
                [true, "By these fields: equal in all of them is the same problem"],
              ] as const
            ).map(([own, label]) => (
              <label key={label} className="flex items-center gap-2 text-sm">
                <input
                  type="radio"
                  name="recipe-kind"
                  className="size-4 shrink-0"
                  checked={isOwn === own}
                  onChange={() => setIsOwn(own)}
                />
                {label}
              </label>
            ))}
          </fieldset>
          {isOwn ? (
            <div className="grid gap-2">
              <ol className="grid gap-2">
                {rows.map((row, i) => (
                  <RecipeField
                    // Rows have no name of their own: their place is.
                    key={i}
                    nth={i + 1}
                    row={row}
                    isOnly={rows.length === 1}
                    onChange={(changed) => change(i, changed)}
                  />
                ))}
              </ol>
              {rows.length < 10 ? (
                <div>
                  <Button onClick={() => setRows([...rows, { field: "asset", foldCase: false }])}>
                    <Plus className="size-4" aria-hidden="true" /> Add a field
                  </Button>
                </div>
              ) : null}
            </div>
          ) : null}
          {/* Another recipe has another trial: what was found of the one before is gone with it. */}
          <RecipeTrial key={recipe} recipe={recipe} />
          <ActForm act="recipe" fields={{ recipe }}>
            {({ busy }) => (
              <div className="grid gap-2">
                <p className="text-xs text-text-3">
                  Open alerts keep what they were made by. For 24 hours events are matched under both, so that
                  nothing shows twice.
                </p>
                <div>
                  <Button look="primary" type="submit" disabled={busy || isSame}>
                    {busy ? "Saving …" : "Use this recipe"}
                  </Button>
                </div>
              </div>
            )}
          </ActForm>
        </>
      ) : null}
    </Section>
  )
}
