import { firstText } from "../fields.ts"
import type { GithubKind } from "./github-kinds.ts"

/** What the audit log calls the alerts; each of its actions is a name of these, a dot, and a word of the webhooks. */
const kinds: Readonly<Record<string, GithubKind>> = {
  secret_scanning_alert: "secret_scanning",
  repository_vulnerability_alert: "dependabot",
  dependabot_alert: "dependabot",
  code_scanning_alert: "code_scanning",
}

/** An entry of the audit log, which has no objects within and names who acted. */
export const isGithubAudit = (document: unknown) =>
  firstText(document, "action")?.includes(".") === true && firstText(document, "actor", "org") !== null

/**
 * The webhook that an entry of the audit log stands for, where it is about an alert; null for everything else it logs. It
 * holds no more of the alert than its number, which is the same as in the webhook.
 *
 * @see https://docs.github.com/en/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/audit-log-events-for-your-organization
 */
export function auditedAlert(document: unknown): { document: unknown; kind: GithubKind } | null {
  const [category = "", action = ""] = (firstText(document, "action") ?? "").split(".", 2)
  const kind = Object.hasOwn(kinds, category) ? kinds[category] : undefined
  const number = firstText(document, "alert_number", "number")
  if (kind === undefined || !isGithubAudit(document)) return null
  const time = firstText(document, "@timestamp", "at_sign_timestamp", "created_at")
  const alert = {
    number,
    ghsa_id: firstText(document, "ghsa_id"),
    secret_type: firstText(document, "secret_type"),
    updated_at: time,
  }
  const repository = { full_name: firstText(document, "repo", "repository") }
  return { document: { action, alert, repository, sender: { login: firstText(document, "actor") } }, kind }
}
