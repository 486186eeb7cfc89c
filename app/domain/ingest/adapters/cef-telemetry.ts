import type { Cef } from "../cef.ts"
import { firstText } from "../fields.ts"
import { fortinetText } from "./cef-names.ts"

/** Logs that products send in CEF beside their alerts, by the beginning of signature, name or category. */
const logs =
  /^(?:traffic\b|heartbeat|keep-?alive|statistics?\b|config(?:uration)? log|userid\b|hipmatch\b|connection[ _](?:opened|closed|discarded|allowed)\b)/i
const allowed = /^(?:allow(?:ed)?|accept(?:ed)?|permit(?:ted)?|pass(?:ed)?|start|close|timeout|end)$/i
/** The mail gateway's log of one message: an alert when something was found in it or it was stopped. */
const mailLog = "ESA_CONSOLIDATED_LOG_EVENT"
const found = /^(?:positive|malicious|suspect|bulk|spam)$/i

/** Of PAN-OS' logs, those of what passed through it: all but threats, correlated events, and its own state. */
const panOsLogs = /^(?:decryption|globalprotect|gtp|hipmatch|hip-match|iptag|sctp|traffic|tunnel|userid)$/i
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
  if ([signatureId, name, extensions["cat"] ?? ""].some((word) => logs.test(word))) return true
  if (/^palo alto networks$/i.test(deviceVendor) && panOsLogs.test(signatureId)) return true
  if (quiet.test(fortinetText(extensions, "level") ?? "") && !stopped.test(act)) return true
  return Number(severity || 4) <= 3 && allowed.test(act)
}
