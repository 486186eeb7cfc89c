import type { HidingWindow } from "#app/domain/maintenance/stored.ts"
import type { RoutingSettings } from "#app/domain/routing/route.ts"
import type { HidingRule } from "#app/domain/suppressions/stored.ts"
import type { TenantId } from "#app/kernel/ids.ts"

/** The rules and windows of one client. */
export type Suppressors = {
  readonly rules: readonly HidingRule[]
  readonly windows: readonly HidingWindow[]
}

/** What was chosen for one client, as the pipeline goes by it. What it was promised is not here: it is read behind the locks. */
export type ClientSettings = {
  /** What its alerts are routed by; of its assets a batch looks up those its alerts name. */
  readonly routing: Omit<RoutingSettings, "assets">
  readonly suppressors: Suppressors
}

export type SettingsByClient = ReadonlyMap<TenantId, ClientSettings>
