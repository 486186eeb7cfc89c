import type { IncidentView } from "#app/domain/incidents/incident.ts"

/** One line of the incident list, as it goes to the browser. */
export function incidentRow(incident: IncidentView) {
  const { id, reference, title, severity, priority, stage, alertCount, client } = incident
  return {
    ...{ id, reference, title, severity, priority, stage, alertCount },
    client: { code: client.code, name: client.name },
    owner: incident.owner?.name ?? null,
    shared: incident.sharedAt !== null,
    isCandidate: incident.isCandidate,
    dismissed: incident.dismissedAt !== null,
    merged: incident.mergedInto !== null,
    dueAt: incident.dueAt?.toString() ?? null,
    openedAt: incident.openedAt.toString(),
    lastActivityAt: incident.lastActivityAt.toString(),
    resolvedAt: incident.resolvedAt?.toString() ?? null,
  }
}

export type IncidentRow = ReturnType<typeof incidentRow>
