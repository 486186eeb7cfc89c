import { emptyMapping, type Mapping } from "./mapping.ts"

/** A mapping for the example payload of an invented tool: what the editor offers to somebody who wants to see one. */
export const exampleMapping: Mapping = {
  ...emptyMapping,
  each: "alarms[]",
  fields: {
    ...emptyMapping.fields,
    title: "join(' on ', [name, device.name])",
    description: "detail",
    severity: "level",
    status: "state",
    externalId: "id",
    occurredAt: "at",
    asset: "device.name",
    rule: "name",
    url: "link",
    observables: "device.ip",
    labels: "device",
  },
  severities: { values: { major: "high", minor: "low", "3": "medium" }, otherwise: "medium" },
  statuses: { values: { open: "firing", closed: "resolved" }, otherwise: "firing" },
}
