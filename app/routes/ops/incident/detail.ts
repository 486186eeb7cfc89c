import type { IncidentView, TimelineEntry } from "#app/domain/incidents/incident.ts"

export function headingOf(incident: IncidentView) {
  const {
    id,
    reference,
    title,
    severity,
    priority,
    stage,
    flavour,
    discipline,
    client,
    alertCount,
    resolution,
    openedBy,
  } = incident
  return {
    ...{
      id,
      reference,
      title,
      severity,
      priority,
      stage,
      flavour,
      discipline,
      client,
      alertCount,
      resolution,
      openedBy,
    },
    owner: incident.owner?.name ?? null,
    shared: incident.sharedAt !== null,
    acknowledged: incident.acknowledgedAt !== null,
    openedAt: incident.openedAt.toString(),
    dueAt: incident.dueAt?.toString() ?? null,
  }
}

export type IncidentHeading = ReturnType<typeof headingOf>

export function lineOf(entry: TimelineEntry) {
  const { id, kind, lane, actor, text, data } = entry
  return {
    id,
    at: entry.at.toString(),
    kind,
    lane,
    who: actor.name,
    isPerson: actor.kind !== "system",
    text,
    summary: summaryOf(kind, data),
  }
}

export type TimelineLine = ReturnType<typeof lineOf>

/** A timeline entry in words. */
function summaryOf(kind: string, data: Readonly<Record<string, unknown>>): string {
  const of = (name: string) => String(data[name] ?? "")
  switch (kind) {
    case "opened":
      return data["rule"]
        ? `opened by the rule “${of("rule")}” as P${of("priority")}`
        : `opened as P${of("priority")}`
    case "alerts-added":
      return `${of("count")} ${data["count"] === 1 ? "alert" : "alerts"} added`
    case "priority-changed":
      return `priority P${of("from")} → P${of("to")}: ${of("cause")}`
    case "acknowledged":
      return "acknowledged"
    case "acknowledgement-undone":
      return "took the acknowledgement back"
    case "note":
      return "wrote"
    case "resolved":
      return `resolved${data["alertsClosed"] ? `, ${of("alertsClosed")} alerts closed` : ""}`
    case "reopened":
      return data["cause"] ? `reopened: ${of("cause")}` : "reopened"
    case "withdrawn":
      return "taken back: raised by mistake"
    default:
      return kind
  }
}
