import type { Observable, ObservableType } from "../adapter.ts"
import { at, firstText, listOf, text } from "../fields.ts"
import { findObservables, observable, pickObservables } from "../observables.ts"

/** What an analyst can pivot on in a detection of any product of CrowdStrike's. */
export function crowdstrikeObservables(event: unknown): Observable[] {
  const behaviours = listOf(at(event, "behaviors")).slice(0, 20)
  const mails = ["UserName", "SourceAccountUpn", "user_principal"].map((name) => firstText(event, name))
  return [
    ...[event, ...behaviours].flatMap((part) => pickObservables(part, observed)).filter(isGiven),
    ...mails.flatMap((mail) => observable("mail", mail)),
    ...parts.flatMap(([list, fields]) =>
      listOf(at(event, list))
        .slice(0, 100)
        .flatMap((part) => pickObservables(part, fields)),
    ),
    ...Object.entries(collected).flatMap(([type, names]) =>
      names.flatMap((name) =>
        wordsIn(at(event, name)).flatMap((word) => observable(type as ObservableType, word)),
      ),
    ),
    ...findObservables(firstText(event, "IOCValue", "ioc_value")),
    ...findObservables(firstText(event, "CommandLine", "cmdline")),
    ...(/domain/i.test(firstText(event, "IOCType", "ioc_type") ?? "")
      ? observable("domain", firstText(event, "IOCValue", "ioc_value"))
      : []),
  ]
}

/** A hash that was not taken is written as zeros. */
const isGiven = ({ type, value }: Observable) => type !== "hash" || !/^0+$/.test(value)

const observed = {
  hash: ["SHA256String", "sha256", "MD5String", "md5", "SHA1String", "sha1"],
  ip: [
    "LocalIP",
    "LocalIPv6",
    "device.local_ip",
    "device.external_ip",
    "SourceEndpointIpAddress",
    "SourceIPAddress",
    "TargetEndpointIpAddress",
    "EndpointIp",
    "UserIp",
  ],
  user: ["UserName", "user_name", "SourceAccountName", "TargetAccountName"],
} as const

/** What a process did, one entry of a list for each. */
const parts = [
  ["NetworkAccesses", { ip: ["RemoteAddress"] }],
  ["MobileNetworkConnections", { ip: ["RemoteAddress"], url: ["Url"] }],
  ["DnsRequests", { domain: ["DomainName"] }],
  ["MobileDnsRequests", { domain: ["DomainName", "Hostname"] }],
  ["QuarantineFiles", { hash: ["SHA256HashString"] }],
  ["MobileAppsDetails", { hash: ["DexFileHashes", "SHA256"] }],
] as const

/** Of a detection over several products, lists or words between commas. */
const collected = {
  ip: ["IPv4Addresses", "IPv6Addresses"],
  domain: ["DomainNames"],
  hash: ["SHA256Hashes", "MD5Hashes"],
  mail: ["EmailAddresses"],
  user: ["Users"],
} as const

function wordsIn(value: unknown): string[] {
  const list = Array.isArray(value) ? value.slice(0, 100).map(text) : (text(value)?.split(",") ?? [])
  return list.flatMap((word) => (word?.trim() ? [word.trim()] : [])).slice(0, 100)
}
