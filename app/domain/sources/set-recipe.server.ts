import { conflict } from "#app/kernel/errors.ts"
import type { SourceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import type { Recipe } from "./recipe.ts"
import { insertRecipe, selectRecipes } from "./recipes.store.server.ts"
import { readSource } from "./read.server.ts"

/**
 * Chooses what makes two events of a source the same problem; null goes back to its adapter's own recipe. Open alerts keep
 * the fingerprint they have; for 24 hours events are matched under both.
 *
 * @returns the number of the new version
 * @throws DomainError `not_found`; `conflict` when nothing would change, or somebody else changed it a moment before
 */
export async function setRecipe(
  t: TenantTx<"sources.manage" | "sources.read">,
  id: SourceId,
  fields: Recipe | null,
): Promise<number> {
  await readSource(t, id)
  const [newest] = await selectRecipes(t, id)
  if (JSON.stringify(newest?.fields ?? null) === JSON.stringify(fields))
    throw conflict("This is the recipe already.")

  const version = (newest?.version ?? 0) + 1
  if (!(await insertRecipe(t, id, { version, fields, createdBy: t.scope.actor.name })))
    throw conflict("Somebody else changed the recipe a moment ago. Look at it again.")
  await recordAudit(t, {
    action: "source.set-recipe",
    targetId: id,
    before: { version: newest?.version ?? null, fields: newest?.fields ?? null },
    after: { version, fields },
  })
  return version
}
