import { observableTypes } from "../ingest/adapter.ts"

/** What a recipe may take from an event. `key` is the tool's own stable key, as its adapter reads it. */
export const recipeFieldNames = ["key", "externalId", "rule", "asset", "title", "category"] as const

/** A label's name may hold anything but white space; observables go by their type. */
export function isRecipeField(name: string): boolean {
  if ((recipeFieldNames as readonly string[]).includes(name)) return true
  if (name.startsWith("entity.")) return observableTypes.some((type) => name === `entity.${type}`)
  return /^labels\.[^\s]{1,100}$/.test(name)
}
