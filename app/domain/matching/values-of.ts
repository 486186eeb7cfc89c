import { severityOfRank } from "../alerts/severity.ts"
import type { Matchable } from "./matcher.ts"

/** The values a field has on an alert; empty where it has none. */
export function valuesOf(alert: Matchable, field: string): readonly string[] {
  if (field.startsWith("labels.")) {
    const name = field.slice("labels.".length)
    return Object.hasOwn(alert.labels, name) ? present(alert.labels[name]) : []
  }
  if (field.startsWith("entity.")) {
    const type = field.slice("entity.".length)
    return alert.observables.flatMap((o) => (o.type === type ? [o.value] : []))
  }
  switch (field) {
    case "title":
    case "description":
    case "discipline":
    case "category":
    case "asset":
    case "rule":
    case "tool":
    case "url":
      return present(alert[field])
    case "severity":
      return [severityOfRank(alert.severity)]
    case "source":
      return [alert.sourceId]
    case "service":
      return present(alert.serviceId)
    case "technique":
      return alert.techniques
    case "entity":
      return alert.observables.map((o) => o.value)
    default:
      return []
  }
}

const present = (value: string | null | undefined): string[] => (value ? [value] : [])
