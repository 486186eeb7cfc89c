import type { CanonicalEvent, Discipline } from "../ingest/adapter.ts"

/** The one alert of a shared source whose events nobody knows the client of. It names no client and no event. */
export function unroutedAlert(
  source: { readonly name: string; readonly discipline: Discipline },
  kind: "firing" | "resolved",
): CanonicalEvent {
  return {
    kind,
    title: `Unrouted events from ${source.name}`,
    description:
      "No entry of its tenant map says which client they belong to. Nobody watches them until they are assigned: Administration, Unrouted.",
    severity: "high",
    ...{ sourceSeverity: null, sourceStatus: null, externalId: null, occurredAt: null, asset: null },
    dedupeKey: ["unrouted"],
    groupKey: ["unrouted"],
    category: "policy",
    discipline: source.discipline,
    ...{
      observables: [],
      techniques: [],
      rule: "unrouted",
      url: null,
      labels: {},
      partial: [],
      defaulted: [],
    },
  }
}
