import type { Cef } from "../cef.ts"
import { firstText } from "../fields.ts"

/** A field of FortiOS' own; older versions write its prefix in full. */
export function fortinetText(extensions: Cef["extensions"], name: string): string | null {
  return firstText(extensions, `FTNTFGT${name}`, `FortinetFortiGate${name}`)
}

/**
 * What a line is about, in its own words. Firewalls write no more than a category in the place of the name
 * (`utm:virus infected blocked`, `spyware`): then what they found stands behind it.
 */
export function cefTitle(line: Cef, named: Readonly<Record<string, string>>): string {
  const { deviceProduct, signatureId, name, extensions } = line
  const about = firstText(extensions, "msg", "message", "reason")
  const found = foundBy(line, named, about)
  if (name && found && !name.includes(found)) return `${name}: ${found}`
  return name || about || [deviceProduct, signatureId].filter(Boolean).join(" ") || "CEF event"
}

function foundBy({ deviceVendor, extensions }: Cef, named: object, about: string | null): string | null {
  if (/^fortinet$/i.test(deviceVendor)) {
    const attack = fortinetText(extensions, "attack") ?? firstText(named, "Virus", "Attack Name")
    return attack ?? about ?? fortinetText(extensions, "logdesc")
  }
  if (!/^palo alto networks$/i.test(deviceVendor)) return null
  return firstText(extensions, "PanOSThreatID", "PanOSThreatNameFirewall", "cat") ?? about
}
