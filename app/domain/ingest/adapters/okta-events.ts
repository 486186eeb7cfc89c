import type { Severity } from "../../alerts/severity.ts"
import { firstText } from "../fields.ts"
import type { ValueMap } from "../value-map.ts"

/** The types of events that are alerts, and how bad each is: Okta rates none of them. */
export const alertSeverities: ValueMap<Severity> = {
  version: 1,
  values: {
    "security.threat.detected": "medium",
    "security.attack.start": "high",
    "security.breached_credential.detected": "high",
    "security.session.detect_client_roaming": "medium",
    "user.account.lock": "medium",
    "user.account.lock.limit": "high",
    "user.account.report_suspicious_activity_by_enduser": "high",
    "user.risk.detect": "high",
    "user.risk.change": "medium",
    "user.mfa.attempt_bypass": "high",
    "user.mfa.factor.reset_all": "medium",
    "user.mfa.factor.suspend": "medium",
    "user.session.impersonation.initiate": "medium",
    "user.session.impersonation.grant": "medium",
    "user.account.privilege.grant": "medium",
    "group.privilege.grant": "medium",
    "system.api_token.create": "medium",
    "system.idp.lifecycle.create": "medium",
    "policy.lifecycle.deactivate": "medium",
    "policy.lifecycle.delete": "medium",
    "zone.delete": "medium",
    "zone.deactivate": "medium",
    "app.oauth2.token.detect_reuse": "high",
    "app.oauth2.as.token.detect_reuse": "high",
    "system.org.rate_limit.violation": "medium",
    "system.org.rate_limit.warning": "low",
    "system.operation.rate_limit.violation": "low",
    "system.mfa.factor.deactivate": "high",
    "app.generic.unauth_app_access_attempt": "medium",
    "user.mfa.okta_verify.deny_push": "medium",
    "system.agent.ad.connect.failure": "medium",
  },
  otherwise: "medium",
}

/** Types that end what another began. */
export const endings: Readonly<Record<string, string>> = {
  "user.account.unlock": "user.account.lock",
  "user.account.unlock_by_admin": "user.account.lock",
  "security.attack.end": "security.attack.start",
}

/**
 * Beside the listed types, a sign-in that Okta itself takes for a threat or that its FastPass declined as phishing, and one
 * that succeeded in spite of high risk.
 */
export function isOktaAlert(event: unknown, type: string): boolean {
  if (Object.hasOwn(alertSeverities.values, type) || Object.hasOwn(endings, type)) return true
  if (firstText(event, "debugContext.debugData.threatSuspected")?.toLowerCase() === "true") return true
  if (/phishing/i.test(firstText(event, "outcome.reason")?.slice(0, 500) ?? "")) return true
  const isHighRisk = /level=HIGH/i.test(firstText(event, "debugContext.debugData.risk")?.slice(0, 1000) ?? "")
  return (
    isHighRisk &&
    type === "user.session.start" &&
    /^(?:success|allow)$/i.test(firstText(event, "outcome.result") ?? "")
  )
}
