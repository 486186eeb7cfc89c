import { changedFields } from "#app/domain/audit/diff.ts"
import type { AuditEntry } from "#app/domain/audit/entry.ts"

/** One line of the audit, as it goes to the browser. @param clientCodes codes by client id */
export function auditRow(entry: AuditEntry, clientCodes: ReadonlyMap<string, string>) {
  const { id, action, targetKind, targetId, result, reason, address, userAgent, requestId } = entry
  return {
    ...{ id, action, targetKind, targetId, result, reason, address, userAgent, requestId },
    at: entry.at.toString({ fractionalSecondDigits: 6 }),
    actor: { kind: entry.actor.kind, name: entry.actor.name },
    client: entry.clientId && (clientCodes.get(entry.clientId) ?? entry.clientId),
    changes: changedFields(entry.before, entry.after),
  }
}

export type AuditRow = ReturnType<typeof auditRow>
