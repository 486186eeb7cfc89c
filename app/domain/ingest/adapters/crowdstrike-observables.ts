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
        manyOf(event, name).flatMap((word) => observable(type as ObservableType, text(word))),
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
  hash: ["SHA256String", "sha256", "MD5String", "md5", "SHA1String", "sha1", "ContentSha"],
  domain: ["DomainName"],
  ip: [
    "LocalIP",
    "LocalIPv6",
    "device.local_ip",
    "device.external_ip",
    "SourceEndpointIpAddress",
    "SourceIPAddress",
    "SourceEndpointAddressIp4",
    "SourceEndpointAddressIp6",
    "TargetEndpointIpAddress",
    "EndpointIp",
    "UserIp",
    "UserSourceIp",
    "IPv4",
    "IPv6",
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
  ip: ["source_ips", "destination_ips", "IPv4Addresses", "IPv6Addresses"],
  domain: ["DomainNames"],
  hash: ["SHA256Hashes", "MD5Hashes"],
  mail: ["EmailAddresses"],
  user: ["Users", "user_names"],
} as const

/** What is listed, or written with commas by the events of XDR. */
export function manyOf(event: unknown, name: string): readonly unknown[] {
  const given = at(event, name)
  return Array.isArray(given) ? given.slice(0, 100) : (text(given)?.slice(0, 10_000).split(",") ?? [])
}
