import type { RecipeVersion } from "#app/domain/sources/recipe.ts"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"

/** What administrators chose for one feed, as the pipeline goes by it. */
export type SourceSettings = {
  readonly tenantId: TenantId
  readonly id: SourceId
  readonly name: string
  readonly adapter: string
  readonly reopenWindowSeconds: number
  readonly trustsDowngrade: boolean
  readonly stormLimit: number
  readonly ignoreFields: readonly string[]
  readonly learningUntil: Instant | null
  readonly recipes: readonly RecipeVersion[]
  readonly isShared: boolean
}
