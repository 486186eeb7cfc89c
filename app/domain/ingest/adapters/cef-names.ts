import type { Cef } from "../cef.ts"
import { firstText } from "../fields.ts"

/** A field of FortiOS' own; older versions write its prefix in full. */
export function fortinetText(extensions: Cef["extensions"], name: string): string | null {
  return firstText(extensions, `FTNTFGT${name}`, `FortinetFortiGate${name}`)
}

/** The threat that a product names apart from the name of the event; null where it names none. */
export function threatIn(
  extensions: Cef["extensions"],
  named: Readonly<Record<string, string>>,
): string | null {
  // A firewall's `Rule Name` is what let it pass, and would be found in its place.
  const rule = named["RuleName"] ?? null
  return firstText(named, ...threatLabels) ?? rule ?? firstText(extensions, ...threatFields)
}

const threatLabels = [
  "Virus",
  "VirusName",
  "Virus Name",
  "Attack Name",
  "DetectionName",
  "MalwareName",
  "Malware Name",
  "NCIE_ThreatName",
  "Security_Threat",
  "LI Description",
  "sname",
]
const threatFields = [
  "BitdefenderGZMalwareName",
  "BitdefenderGZDetectionName",
  "alert_name",
  "signature_name",
  "MWName",
]

/**
 * What a line is about, in its own words. Many write no more than a category or a code in the place of the name
 * (`utm:virus infected blocked`, `spyware`, `AntiMalware`, `CPF0907`): then what they found, or said, stands behind it.
 */
export function cefTitle(line: Cef, named: Readonly<Record<string, string>>): string {
  const { deviceProduct, signatureId, name, extensions } = line
  const about = firstText(extensions, "msg", "message", "reason")
  const product = [deviceProduct, signatureId].filter(Boolean).join(" ")
  const found = foundBy(line, named, about)
  // A figure is no name: `Apex Central WB:7`.
  const title = /^\d*$/.test(name) ? (name && product) || about || product : name
  if (title && found && !title.includes(found)) return `${title}: ${found}`
  return title || "CEF event"
}

function foundBy(
  { deviceVendor, name, extensions }: Cef,
  named: Readonly<Record<string, string>>,
  about: string | null,
): string | null {
  if (/^fortinet$/i.test(deviceVendor)) {
    const attack = fortinetText(extensions, "attack") ?? fortinetText(extensions, "virus")
    return attack ?? threatIn(extensions, named) ?? about ?? fortinetText(extensions, "logdesc")
  }
  if (/^palo alto networks$/i.test(deviceVendor))
    return firstText(extensions, "PanOSThreatID", "PanOSThreatNameFirewall", "cat") ?? about
  const kind = name.includes(" ") ? null : firstText(extensions, "event_type")
  return threatIn(extensions, named) ?? kind ?? (/^[A-Z0-9_-]+$/.test(name) ? about : null)
}
