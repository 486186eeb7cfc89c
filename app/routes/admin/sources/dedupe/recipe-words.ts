import type { Recipe } from "#app/domain/sources/recipe.ts"
import { recipeFieldNames } from "#app/domain/sources/recipe-fields.ts"

/** What a field of a recipe is called on screens. */
export const fieldLabels: Readonly<Record<(typeof recipeFieldNames)[number], string>> = {
  key: "The tool's own key",
  externalId: "External id",
  rule: "Rule",
  asset: "Asset",
  title: "Title",
  category: "Category",
}

export function fieldText(field: string): string {
  const known = recipeFieldNames.find((name) => name === field)
  if (known) return fieldLabels[known].toLowerCase()
  return field.startsWith("entity.") ? `every ${field.slice("entity.".length)}` : field
}

/** A recipe as a sentence would put it. */
export function recipeText(fields: Recipe | null, tool: string): string {
  if (!fields) return `As ${tool} does it`
  return fields.map((f) => `${fieldText(f.field)}${f.foldCase ? " (any case)" : ""}`).join(" + ")
}
