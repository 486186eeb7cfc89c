export const alertStates = ["new", "acknowledged", "in_progress", "linked", "closed"] as const
/** What people made of it. `linked` means a person put it into an incident. */
export type AlertState = (typeof alertStates)[number]

export const conditions = ["firing", "cleared", "unknown"] as const
/** What the tool says of it, apart from what people do. */
export type Condition = (typeof conditions)[number]

/** Why an alert was closed: required of a person, set by the portal for what closes by itself. */
export const dispositions = [
  "true_positive.malicious",
  "true_positive.benign",
  "false_positive.rule",
  "false_positive.data",
  "duplicate",
  "informational",
  "maintenance",
  "no_fault_found",
  "resolved_by_provider",
  "resolved_by_client",
  "auto_cleared",
  "stale",
] as const
export type Disposition = (typeof dispositions)[number]

/** What a person may choose at the close, with the words of the list and its key. */
export const closeReasons = [
  {
    key: "a",
    disposition: "true_positive.benign",
    label: "Benign, expected",
    hint: "Authorised activity or planned work",
  },
  {
    key: "b",
    disposition: "informational",
    label: "Benign, unexpected",
    hint: "Harmless, but worth knowing",
  },
  { key: "c", disposition: "false_positive.rule", label: "False positive", hint: "The rule is wrong" },
  { key: "d", disposition: "duplicate", label: "Duplicate", hint: "The same problem is handled elsewhere" },
  { key: "e", disposition: "no_fault_found", label: "No fault found", hint: "Checked, and nothing is wrong" },
  {
    key: "f",
    disposition: "resolved_by_provider",
    label: "Resolved by us",
    hint: "Fixed without an incident",
  },
] as const satisfies readonly { key: string; disposition: Disposition; label: string; hint: string }[]

/** A close that says "this was no problem": it never reopens silently. */
export function isFalsePositive(disposition: string | null): boolean {
  return (
    disposition !== null &&
    (disposition.startsWith("false_positive") ||
      disposition === "true_positive.benign" ||
      disposition === "informational")
  )
}
