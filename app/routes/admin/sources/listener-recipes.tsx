import { useState } from "react"
import type { Recipe } from "#app/domain/sources/listener-set-up.ts"
import { ChoiceField } from "#app/ui/field.tsx"
import { Snippet } from "./snippet.tsx"

/** How a sender is set up, for the program it uses. */
export function ListenerRecipes({ recipes }: { readonly recipes: readonly Recipe[] }) {
  const [tool, setTool] = useState(recipes[0]?.tool ?? "")
  const recipe = recipes.find((each) => each.tool === tool)
  return (
    <details>
      <summary className="cursor-pointer text-sm text-link">How to send here</summary>
      <div className="mt-3 grid gap-3">
        <ChoiceField label="Sender" value={tool} onChange={(event) => setTool(event.target.value)}>
          {recipes.map((each) => (
            <option key={each.tool}>{each.tool}</option>
          ))}
        </ChoiceField>
        {recipe ? <Snippet title={recipe.tool} hint={recipe.where} text={recipe.snippet} /> : null}
      </div>
    </details>
  )
}
