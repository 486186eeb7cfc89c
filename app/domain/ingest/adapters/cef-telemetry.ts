import type { Cef } from "../cef.ts"
import { firstText } from "../fields.ts"

/** Logs that products send in CEF beside their alerts, by the beginning of signature, name or category. */
const logs = /^(?:traffic\b|heartbeat|keep-?alive|statistics?\b|config(?:uration)? log|userid\b|hipmatch\b)/i
const allowed = /^(?:allow(?:ed)?|accept(?:ed)?|permit(?:ted)?|pass(?:ed)?|start|close|timeout|end)$/i
/** The mail gateway's log of one message: an alert when something was found in it or it was stopped. */
const mailLog = "ESA_CONSOLIDATED_LOG_EVENT"
const found = /^(?:positive|malicious|suspect|bulk|spam)$/i

/** Whether a line is a log of what went through rather than an alert. */
export function isCefTelemetry({ signatureId, name, severity, extensions }: Cef): boolean {
  const act = firstText(extensions, "act", "deviceAction") ?? ""
  if (signatureId === mailLog) {
    const verdicts = Object.entries(extensions).filter(([key]) => /^ESA\w{1,4}Verdict$/.test(key))
    const isFound = verdicts.some(([key, verdict]) => key !== "ESAGMVerdict" && found.test(verdict))
    return !isFound && /^(?:delivered|dqueued|queued|)$/i.test(act)
  }
  if ([signatureId, name, extensions["cat"] ?? ""].some((word) => logs.test(word))) return true
  return Number(severity || 4) <= 3 && allowed.test(act)
}
