import * as z from "zod"
import { withTenantOf } from "#app/auth/guards.server.ts"
import { readSource } from "#app/domain/sources/read.server.ts"
import { recipe } from "#app/domain/sources/recipe.ts"
import { listRecipes } from "#app/domain/sources/recipes.server.ts"
import { setRecipe } from "#app/domain/sources/set-recipe.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { defineOperation } from "../operation.ts"

const fields = recipe.nullable().meta({ description: "In their order; null is the adapter's own recipe" })
const version = z.int().min(1)

export const listRecipesOperation = defineOperation({
  id: "listRecipes",
  method: "GET",
  path: "/clients/{clientId}/sources/{sourceId}/recipes",
  summary: "What made two events of a feed the same problem, newest version first",
  tag: "Sources",
  status: 200,
  answer: z.object({
    items: z.array(z.object({ version, fields, createdAt: z.iso.datetime({ offset: true }) })),
  }),
  run: ({ who, params }) =>
    withTenantOf(
      who,
      { kind: "tenant", id: parseId("tenant", params["clientId"]) },
      ["sources.read"],
      async (t) => {
        const { id } = await readSource(t, parseId("source", params["sourceId"]))
        const items = await listRecipes(t, id)
        return {
          items: items.map((row) => ({
            version: row.version,
            fields: row.fields,
            createdAt: row.createdAt.toString(),
          })),
        }
      },
    ),
})

export const setRecipeOperation = defineOperation({
  id: "setRecipe",
  method: "POST",
  path: "/clients/{clientId}/sources/{sourceId}/recipes",
  summary: "Choose what makes two events of a feed the same problem, as a new version",
  tag: "Sources",
  status: 201,
  body: z.object({ fields }),
  answer: z.object({ version }),
  run: ({ who, params, body }) =>
    withTenantOf(
      who,
      { kind: "tenant", id: parseId("tenant", params["clientId"]) },
      ["sources.manage", "sources.read"],
      async (t) => ({ version: await setRecipe(t, parseId("source", params["sourceId"]), body.fields) }),
    ),
})
