import { sql } from "drizzle-orm"
import type { Recipe, RecipeVersion } from "#app/domain/sources/recipe.ts"
import type { SourceId } from "#app/kernel/ids.ts"
import { readInstant } from "#db/columns.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import type { SourceSettings } from "../source-settings.ts"

type Row = Record<string, unknown>

/** The settings of these sources, by source. One that has been deleted keeps its settings for what it delivered before. */
export async function readSourceSettings(
  tx: InboxTx,
  ids: readonly SourceId[],
): Promise<Map<SourceId, SourceSettings>> {
  const rows = await tx.sql.execute<Row>(sql`
    select s.*, (select json_agg(r) from fingerprint_recipes r where r.tenant_id = s.tenant_id and r.source_id = s.id) as recipes from json_to_recordset(${JSON.stringify(ids.map((i) => ({ i })))}::json) as k(i uuid)
    join sources s on s.id = k.i`)
  return new Map(rows.map(settings).map((s) => [s.id, s]))
}

function settings(row: Row): SourceSettings {
  return {
    tenantId: row["tenant_id"] as SourceSettings["tenantId"],
    id: row["id"] as SourceId,
    name: String(row["name"]),
    adapter: String(row["adapter"]),
    reopenWindowSeconds: Number(row["reopen_window_seconds"]),
    trustsDowngrade: row["trusts_downgrade"] === true,
    stormLimit: Number(row["storm_limit"]),
    ignoreFields: row["ignore_fields"] as string[],
    learningUntil: row["learning_until"] === null ? null : readInstant(String(row["learning_until"])),
    recipes: ((row["recipes"] ?? []) as RecipeRow[]).map(recipeVersion),
    isShared: row["is_shared"] === true,
  }
}

type RecipeRow = { readonly version: number; readonly fields: Recipe | null; readonly created_at: string }

function recipeVersion({ version, fields, created_at }: RecipeRow): RecipeVersion {
  return { version, fields, createdAt: readInstant(created_at) }
}
