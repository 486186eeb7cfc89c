/** The canonical fields an expression can fill, with what it should give. */
export const mappedFields = {
  title: "What is wrong, in one line",
  description: "More about it",
  severity: "The tool's word or number; the map below says what it means",
  status: "The tool's word for firing or resolved; the map below says which",
  externalId: "The tool's own stable id of the problem",
  occurredAt: "When it happened: ISO 8601, or seconds or milliseconds since 1970",
  asset: "The host, device or resource",
  rule: "The rule or check that fired",
  url: "A link to it in the tool",
  techniques: "ATT&CK ids, one or a list",
  observables: "Addresses, domains, hashes, users: one text or a list",
  labels: "An object or a list of names to keep beside the alert",
} as const
export type MappedField = keyof typeof mappedFields
export const mappedFieldNames = Object.keys(mappedFields) as readonly MappedField[]
