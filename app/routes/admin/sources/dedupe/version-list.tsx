import type { Recipe } from "#app/domain/sources/recipe.ts"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { recipeText } from "./recipe-words.ts"

type Props = {
  readonly recipes: readonly {
    readonly version: number
    readonly fields: Recipe | null
    readonly createdAt: string
    readonly createdBy: string
  }[]
  readonly tool: string
}

/** Every recipe the source has had. */
export function VersionList({ recipes, tool }: Props) {
  return (
    <Section title="Versions">
      {recipes.length === 0 ? (
        <p className="text-text-2">Nobody has changed it: the source goes by what {tool} says.</p>
      ) : (
        <ol className="grid gap-3">
          {recipes.map(({ version, fields, createdAt, createdBy }, i) => (
            <li key={version} className="grid grid-cols-[2.5rem_1fr] gap-x-2 text-sm">
              <span className="tnum text-text-3">v{version}</span>
              <span className="min-w-0 [overflow-wrap:anywhere]">
                <Said>{recipeText(fields, tool)}</Said>
                {i === 0 ? <span className="ml-2 rounded-full bg-sunken px-2 text-xs">in force</span> : null}
                <span className="block text-xs text-text-3">
                  <Said>{createdBy}</Said>, <Moment at={createdAt} />
                </span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}
