import type { IncidentView, TimelineEntry } from "#app/domain/incidents/incident.ts"
import { courseSummary } from "./course-words.ts"

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
    isCandidate: incident.isCandidate,
    dismissed: incident.dismissedAt !== null,
    acknowledged: incident.acknowledgedAt !== null,
    openedAt: incident.openedAt.toString(),
    dueAt: incident.dueAt?.toString() ?? null,
    restriction: incident.restriction && {
      ...incident.restriction,
      since: incident.restrictedAt?.toString() ?? "",
    },
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
      return [
        data["rule"]
          ? `opened by the rule “${of("rule")}” as P${of("priority")}`
          : `opened as P${of("priority")}`,
        ...(data["candidate"] ? ["a candidate"] : []),
        ...(data["recurrenceOf"] ? ["the problem of an earlier incident came back"] : []),
        ...(data["siblingOf"] ? ["the incident before was full"] : []),
      ].join(", ")
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
    case "alerts-moved-in":
      return `${many(data)} moved in${sources(data["from"])}`
    case "alerts-moved-out":
      return `${many(data)} moved to ${of("reference")}`
    case "alerts-taken-out":
      return `${many(data)} taken out, back to the queue`
    case "merged":
      return `merged with ${references(data["incidents"])}: ${many({ count: data["alerts"] })} taken over`
    case "merged-into":
      return `merged into ${of("reference")}`
    case "split-off":
      return `${many(data)} split off as ${of("reference")}`
    case "split-from":
      return `split from ${of("reference")} with ${many(data)}, as P${of("priority")}`
    case "linked":
      return `linked with ${of("reference")}`
    case "approved":
      return `candidate approved as P${of("priority")}: clocks count from its first alert`
    case "dismissed":
      return data["released"] ? "dismissed, its alerts back in the queue" : "dismissed, its alerts closed"
    case "withdrawn":
      return "taken back: raised by mistake"
    default:
      return courseSummary(kind, data) ?? kind
  }
}

const many = ({ count }: Readonly<Record<string, unknown>>) =>
  `${String(count ?? 0)} ${count === 1 ? "alert" : "alerts"}`

/** "ACME-1001, ACME-1002" of the incidents an entry names. */
function references(list: unknown): string {
  const named = Array.isArray(list) ? (list as { reference?: string }[]) : []
  return named.map((one) => one.reference ?? "?").join(", ")
}

const sources = (list: unknown) => (references(list) ? ` from ${references(list)}` : " from the queue")
