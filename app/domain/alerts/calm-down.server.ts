import type { TenantTx } from "#db/tenant.ts"
import { announce } from "../changes/announce.server.ts"
import { calmFlappingRows, endStormRows, selectCalmStorms } from "./settle.store.server.ts"

/**
 * Ends the flapping of alerts that have been stable for 15 minutes, and storms whose arrivals have been within the limit
 * for as long: the overflow alert counts as cleared from then on. Gives how many alerts it changed.
 */
export async function calmDown(t: TenantTx<"alerts.triage">): Promise<number> {
  const stable = await calmFlappingRows(t)
  const over = await endStormRows(t, await selectCalmStorms(t))
  const changed = [...stable, ...over]
  if (changed.length > 0) await announce(t, "alert", changed)
  return changed.length
}
