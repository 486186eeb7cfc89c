import type { IncidentView } from "#app/domain/incidents/incident.ts"

/** One line of the incident list, as it goes to the browser. */
export function incidentRow(incident: IncidentView) {
  const { id, reference, title, severity, priority, stage, alertCount, client } = incident
  return {
    ...{ id, reference, title, severity, priority, stage, alertCount },
    client: { code: client.code, name: client.name },
    owner: incident.owner?.name ?? null,
    shared: incident.sharedAt !== null,
    dueAt: incident.dueAt?.toString() ?? null,
    openedAt: incident.openedAt.toString(),
    lastActivityAt: incident.lastActivityAt.toString(),
    resolvedAt: incident.resolvedAt?.toString() ?? null,
  }
}

export type IncidentRow = ReturnType<typeof incidentRow>
