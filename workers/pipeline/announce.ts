import { changeChannel, messagesOf } from "#app/domain/changes/change.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import { notify } from "#db/notify.ts"
import type { AlertDraft } from "./alert-draft.ts"
import type { IncidentDraft } from "./incident-draft.ts"

/** Tells the screens what this batch changed, at its commit. */
export async function announceChanges(
  tx: InboxTx,
  alerts: readonly AlertDraft[],
  incidents: readonly IncidentDraft[],
): Promise<void> {
  const messages: string[] = []
  const add = (
    kind: "alert" | "incident",
    items: readonly { tenantId: TenantId; id: string; isNew: boolean }[],
  ) => {
    for (const [tenantId, list] of Map.groupBy(items, (item) => item.tenantId)) {
      const ids = list.map((item) => item.id)
      messages.push(
        ...messagesOf({ tenantId, kind, ids, added: list.filter((i) => i.isNew).map((i) => i.id) }),
      )
    }
  }
  add(
    "alert",
    alerts.map((a) => ({ tenantId: a.tenantId, id: a.id, isNew: a.first !== null })),
  )
  add("incident", incidents)
  await notify(tx.sql, changeChannel, messages)
}
