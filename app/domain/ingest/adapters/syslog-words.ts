import type { Observable } from "../adapter.ts"
import { observable } from "../observables.ts"

/** Cisco's `%FACILITY-SEVERITY-MNEMONIC: text`. */
export type Mnemonic = {
  readonly facility: string
  readonly severity: string
  readonly mnemonic: string
  readonly text: string
}

/** A firewall's number of a message says enough without the sign, which some collectors drop. */
const mnemonic =
  /(?:%|\b(?=(?:ASA|FTD|PIX|FWSM)-[0-7]-\d{6}:))([A-Z][A-Z0-9_]{1,40}(?:-[A-Z0-9_]{2,40}){0,3})-([0-7])-([A-Z0-9_]{2,60})(?: ?: ?| )/

/** `%%01IFNET/4/LINK_STATE(l)[3]: text` of Huawei and of HPE's Comware. */
const comware = /%%\d{2}([A-Z][A-Z0-9_]{1,40})\/([0-7])\/([A-Z0-9_]{2,60})(?:\([a-z]\))?(?:\[\d{1,10}\])?: ?/

/** @see https://www.cisco.com/c/en/us/td/docs/ios/system/messages/guide/consol_smg/consol_smg/sm_cnovr.html */
export function mnemonicOf(line: string): Mnemonic | null {
  const given = line.slice(0, 2000)
  const match = mnemonic.exec(given) ?? comware.exec(given)
  if (match === null) return null
  const [whole, facility = "", severity = "", name = ""] = match
  return { facility, severity, mnemonic: name, text: line.slice(match.index + whole.length, 65_536).trim() }
}

/** Messages of ASA whose number differs by the state they tell of; named by the problem's. */
const opposite: Readonly<Record<string, string>> = { "411001": "411002" }

/** What both the message of a problem and that of its end are called: `ETHPORT-IF` for `IF_DOWN_LINK_FAILURE` and `IF_UP`. */
export function problemOf({ facility, mnemonic: name }: Mnemonic): string {
  const plain = name
    .replace(/_(?:UP|DOWN)(?:_[A-Z_]{1,50})?$/, "")
    .replace(/_(?:ON|OFF)$/, "")
    .replace(/^ERR_(?:DISABLE|RECOVER)$/, "ERR")
  return `${facility}-${opposite[name] ?? plain}`
}

const recovered =
  /(?:changed (?:its )?state to (?:administratively )?up|\blink (?:is )?(?:now )?up\b|\bis (?:now |back )?(?:up|online|restored|normal)\b|\b(?:neighbor|nbr|adjacency|adj|peer|tunnel|session|port|interface) [^,;]{0,80}?\b(?:is )?up\b|from \w+ to full\b|\bto established\b|\bERR_RECOVER|\bLINK_UP\b|\bentered the up state\b|\bifOperStatus up\b|\brecover(?:ed|y)\b|\bcleared\b|\bback to normal\b|\breturned to normal\b|\brestored\b|\bresolved\b|new adjacency\b)/i

/** Whether a message tells of the end of a problem. Anything else is one, or no state at all. */
export function stateOf(message: string): "resolved" | null {
  const said = message.slice(0, 1000)
  // F5 tells behind it for how long it was down.
  if (/\bmonitor status up\b/i.test(said)) return "resolved"
  return recovered.test(said) && !/\bdown\b|\bfail|\bnot recover|\bunable\b|\berror\b/i.test(said)
    ? "resolved"
    : null
}

const interfaces =
  /\b(?:(?:Ten|Forty|Hundred|TwentyFive|Twe|Fo|Te|Hu)?Gig(?:abit)?(?:E(?:thernet)?)?|(?:Fast)?Ethernet|Eth|Port-?channel|Po|Vlan|Tunnel|Loopback|Serial|mgmt|Gi|X?GE|Te|Fa|Fo|Hu|ge-|xe-|et-|ae|eth|ens|enp|bond|wlan)[0-9][0-9/.:a-z]{0,30}/i
const member = /\bmember (\S{1,200})/
const address = /\b\d{1,3}(?:\.\d{1,3}){3}\b/

/**
 * What a message is about: its interface, or the address in it, or its text without the numbers that change (times, ports,
 * processes).
 */
export function subjectOf(message: string): string {
  const said = message.slice(0, 2000)
  const found =
    member.exec(said)?.[1] ?? interfaces.exec(said)?.[0].replace(/[.:/]$/, "") ?? address.exec(said)?.[0]
  return found ?? said.replace(/\b(?:0x[0-9a-f]{1,16}|\d{1,20})\b/gi, "#").replace(/\b(?:up|down)\b/gi, "*")
}

/** auth, authpriv and audit: security is what they are for. */
const authFacilities = new Set([4, 10, 13])
const devices =
  /^(?:%?(?:ASA|FTD|PIX|FWSM|SEC_LOGIN|SEC|AAA|IPS|DAI|PORT_SECURITY|SW_DAI|AUTHMGR|DOT1X|MAB)-|sshd|sudo|su\b|login|passwd|pam|fail2ban|snort|suricata|clamd|auditd|ossec)/i
/** Messages about logins and forged addresses, by the name that Cisco gave them. */
const guarded = /AUTH\w{0,12}_?FAIL|LOGIN_?FAIL|VIOLATION|SPOOF|STCKYARP|DHCP_SNOOPING/
const attacks =
  /\b(?:attack|intrusion|malware|virus|exploit|brute.?force|unauthori[sz]ed|port.?scan|denied by|(?:authentication|login|password)[ \w]{0,20} fail\w*|failed (?:login|password|to authenticate)|invalid (?:login|user))\b/i

export function isSecurity(facility: number | null, app: string | null, message: string): boolean {
  if (facility !== null && authFacilities.has(facility)) return true
  const name = (app ?? "").slice(0, 100)
  return devices.test(name) || guarded.test(name) || attacks.test(message.slice(0, 1000))
}

const users = [
  /\bfor (?:invalid user |illegal user |user )?([^\s'"(),;]{1,64})(?= from | on | by |$)/gi,
  /\(([\w.-]{1,40}\\[\w.-]{1,64})\)/g,
  /\b(?:by|as) ([^\s'"(),;]{1,64})(?= on (?:vty|console|tty|\d))/gi,
  /\b(?:user|username|login|account)[=: ]{1,3}<([^<>]{1,64})>/gi,
  /\b(?:user|username|ruser|uname|login|account)[=: ]{1,3}['"]?([^\s'"(),;<>\]=]{1,64})/gi,
]
const noUsers = new Set(
  "root's the unknown name failed failure success successful succeeded authentication authorization session from was is has not no logged login logout with configured accounting on at by in to reset rejected event".split(
    " ",
  ),
)

/** Accounts named in the sentences of login services. */
export function usersIn(message: string): Observable[] {
  const said = message.slice(0, 1000)
  if (!/\b(?:password|login|log on|logon|auth|su|sudo|session|user|account|configured)|\w\\\w/i.test(said))
    return []
  return users.flatMap((pattern) =>
    [...said.matchAll(pattern)]
      .slice(0, 5)
      .map(([, name = ""]) => name.replace(/[:.]{1,3}$/, ""))
      .flatMap((name) => (noUsers.has(name.toLowerCase()) ? [] : observable("user", name))),
  )
}

/** Cisco writes a port behind its address with a slash: `outside:198.51.100.7/443`. */
export function withoutPorts(message: string): string {
  const plain = message.replace(/(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}\b/g, "$1 ")
  return plain.replace(/(\d)(?:\/\d{1,5}|@pts\/\d{1,3})\b/g, "$1 ")
}

/** The names of SSH's algorithms look like mail addresses: `hmac-sha2-256-etm@openssh.com`. */
export function withoutAlgorithms(message: string): string {
  return message.replace(/\b[\w.-]{3,60}@(?:openssh\.com|libssh\.org|ssh\.com)\b/g, " ")
}
