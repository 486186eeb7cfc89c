import type { ReadTx } from "#db/tenant.ts"
import type { AlertView } from "../alerts/view.ts"
import { explainRoute, readRouted, routableOf } from "./explain.server.ts"

/** What an alert was routed to when it came in, and where the settings of today would send it, and why. */
export async function routingOf(t: ReadTx<"alerts.read">, alert: AlertView) {
  const { priority, tier, because } = await explainRoute(t, alert.client.id, routableOf(alert))
  return { stored: await readRouted(t, alert.id), today: { priority, tier, because } }
}
