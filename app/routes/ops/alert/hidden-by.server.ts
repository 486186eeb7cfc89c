import type { AlertView } from "#app/domain/alerts/view.ts"
import { findWindowBehind, maintenanceNow } from "#app/domain/maintenance/read.server.ts"
import { runAt } from "#app/domain/maintenance/window.ts"
import { endOf } from "#app/domain/suppressions/rule.ts"
import { findSuppressionBehind } from "#app/domain/suppressions/read.server.ts"
import type { MaintenanceWindowId, SuppressionRuleId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { HiddenBy } from "./hidden-notice.tsx"

/** What hides an alert and until when, and the work under way at its client. */
export async function readHiddenBy(
  t: ReadTx<"alerts.read">,
  alert: AlertView,
): Promise<{ readonly hidden: HiddenBy | null; readonly maintenance: readonly MaintenanceLine[] }> {
  const running = await maintenanceNow(t, alert.client.id)
  return {
    hidden: alert.state === "closed" ? null : await behind(t, alert),
    maintenance: running.map(({ id, title, endsAt }) => ({ id, title, endsAt: endsAt.toString() })),
  }
}

export type MaintenanceLine = { readonly id: string; readonly title: string; readonly endsAt: string }

async function behind(
  t: ReadTx<"alerts.read">,
  { suppressedBy, suppressedById, suppressedAt }: AlertView,
): Promise<HiddenBy | null> {
  if (!suppressedBy) return null
  if (!suppressedById) return { by: suppressedBy, name: null, until: null }
  if (suppressedBy === "rule") {
    const rule = await findSuppressionBehind(t, suppressedById as SuppressionRuleId)
    return { by: "rule", name: rule?.name ?? "", until: rule ? endOf(rule).toString() : null }
  }
  const window = await findWindowBehind(t, suppressedById as MaintenanceWindowId)
  const run = window && suppressedAt ? runAt(window, suppressedAt) : null
  return { by: "maintenance", name: window?.title ?? "", until: run?.end.toString() ?? null }
}
