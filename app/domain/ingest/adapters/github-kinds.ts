import { at, firstText, isFields } from "../fields.ts"

/** What a delivery is about. Only its header names the event, so it is known by what it holds. */
export type GithubKind =
  | "code_scanning"
  | "dependabot"
  | "secret_scanning"
  | "security_advisory"
  | "repository_advisory"

export function kindOf(document: unknown): GithubKind | null {
  const alert = at(document, "alert")
  if (isFields(alert))
    return kindOfAlert(alert) ?? (isFields(at(document, "repository")) ? "dependabot" : null)
  if (isFields(at(document, "repository_advisory"))) return "repository_advisory"
  // A list of the API holds bare alerts.
  const isBare = firstText(document, "number") !== null && firstText(document, "state") !== null
  if (isBare) return kindOfAlert(document)
  return isFields(at(document, "security_advisory")) ? "security_advisory" : null
}

function kindOfAlert(alert: unknown): GithubKind | null {
  if (isFields(at(alert, "rule")) || isFields(at(alert, "tool"))) return "code_scanning"
  if (firstText(alert, "secret_type", "secret_type_display_name")) return "secret_scanning"
  const isVulnerable =
    isFields(at(alert, "security_advisory")) || firstText(alert, "affected_package_name", "ghsa_id")
  return isVulnerable ? "dependabot" : null
}

export function alertOf(document: unknown, kind: GithubKind): unknown {
  if (kind === "security_advisory" || kind === "repository_advisory") return at(document, kind)
  return at(document, "alert") ?? document
}
