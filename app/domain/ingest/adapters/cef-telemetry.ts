import type { Severity } from "../../alerts/severity.ts"
import { type Cef, labelledExtensions } from "../cef.ts"
import { firstText } from "../fields.ts"
import { fortinetText, threatIn } from "./cef-names.ts"
import { cefSeverity } from "./cef-severity.ts"
import { readPanOsCef } from "./paloalto-panos.ts"

/** Logs that products send beside their alerts, by the beginning of signature, name or category. */
const logs = [
  /^(?:traffic\b|heartbeat|keep-?alive|statistics?\b|config(?:uration)? log|userid\b|hipmatch\b)/i,
  /^(?:connection[ _](?:opened|closed|discarded|allowed)\b|fw_dhcp|syslog website accessed|filename logging)/i,
  /^(?:successful (?:request|log-?on|login|authentication)(?! with)|log-?o(?:ff|ut)\b|user (?:signed|logged) (?:in|out))/i,
  /(?:authentication|log-?on|login)[ _]?success(?:ful)?$|^log-?on$/i,
  /^(?:http request$|normal$|accepted country|(?:pattern|engine) update|managed product log-?on)/i,
]
const allowed =
  /^(?:allow(?:ed)?|accept(?:ed)?|permit(?:ted)?|pass(?:ed)?|start|close|timeout|end|req_passed|req_cached\w*)$/i
const mild = new Set<Severity>(["low", "info"])

export const isEverydayName = (name: string) => logs.some((pattern) => pattern.test(name.trim()))
export const isPassed = (action: string | null) => allowed.test(action ?? "")

/** The mail gateway's log of one message: an alert when something was found in it or it was stopped. */
const mailLog = "ESA_CONSOLIDATED_LOG_EVENT"
const found = /^(?:positive|malicious|suspect|bulk|spam)$/i
/** FortiOS' levels from notice down, and the actions that stop something all the same. */
const quiet = /^(?:notice|information|debug)$/i
const stopped = /^(?:block|deny|denied|drop|reset|fail)/i

/** Whether a line is a log of what went through rather than an alert. */
export function isCefTelemetry(line: Cef): boolean {
  const { deviceVendor, signatureId, name, severity, extensions } = line
  const act = firstText(extensions, "act", "deviceAction") ?? ""
  if (signatureId === mailLog) {
    const verdicts = Object.entries(extensions).filter(([key]) => /^ESA\w{1,4}Verdict$/.test(key))
    const isFound = verdicts.some(([key, verdict]) => key !== "ESAGMVerdict" && found.test(verdict))
    return !isFound && /^(?:delivered|dqueued|queued|)$/i.test(act)
  }
  if ([signatureId, name, extensions["cat"] ?? ""].some(isEverydayName)) return true
  if (readPanOsCef(line)?.isAlert === false) return true
  // Check Point calls what its rules logged by the service, and rates it as unknown.
  const isUnrated = /^(?:unknown|-1)$/i.test(severity)
  if (/^check point$/i.test(deviceVendor) && signatureId === "Log" && isUnrated) return true
  if (quiet.test(fortinetText(extensions, "level") ?? "") && !stopped.test(act)) return true
  if (threatIn(extensions, labelledExtensions(extensions)) !== null) return false
  const isMild = isUnrated || (severity !== "" && mild.has(cefSeverity(line).value))
  return (isMild && isPassed(act)) || (severity === "0" && /^log$/i.test(act))
}
