import type { Principal } from "./principal.ts"

/** The first page of somebody's work. */
export function homeOf(who: Principal): string {
  if (who.clientId) return "/client"
  if (who.permissions.has("alerts.read")) return "/ops/queue"
  return "/account"
}
