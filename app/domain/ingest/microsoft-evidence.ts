import type { Observable } from "./adapter.ts"
import { at, firstText, listOf, text } from "./fields.ts"
import { observable, pickObservables, scanObservables } from "./observables.ts"
import { readBody } from "./body.ts"

/** Names of one thing in the APIs of Defender, Graph and Sentinel: flat, nested, and as `properties` of an entity. */
const observed = {
  ip: ["ipAddress", "Address", "lastIpAddress", "lastExternalIpAddress", "senderIp", "logonIp"],
  url: ["url"],
  domain: ["domainName", "hostName.fqdn"],
  hash: [
    "sha256",
    "sha1",
    "md5",
    "hashValue",
    "Value",
    "fileDetails.sha256",
    "fileDetails.sha1",
    "imageFile.sha256",
    "imageFile.sha1",
    "fileHash.hashValue",
  ],
  mail: [
    "userPrincipalName",
    "userAccount.userPrincipalName",
    "primaryAddress",
    "mailboxPrimaryAddress",
    "senderAddress",
    "recipientEmailAddress",
    "recipient",
    "sender",
    "p1Sender.emailAddress",
    "p2Sender.emailAddress",
    "AccountUpn",
  ],
  user: ["accountName", "userAccount.accountName", "relatedUser.userName", "AccountName"],
} as const

/** What the evidence of an alert names: a list, one object, or the JSON of either. */
export function evidenceObservables(evidence: unknown): Observable[] {
  return itemsOf(evidence).flatMap((item) => {
    const entity = at(item, "properties") ?? item
    const name = firstText(entity, "Name")
    const suffix = firstText(entity, "UPNSuffix")
    const isAccount = firstText(item, "Type", "kind")?.toLowerCase() === "account"
    return [
      ...pickObservables(entity, observed),
      // Lists of texts, and of entities within: `IpAdresses` is spelt as Defender does.
      ...["ipInterfaces", "IpAdresses", "IpAddresses", "FileHashes", "HostIpAddress"].flatMap((list) =>
        scanObservables(at(entity, list)),
      ),
      ...(isAccount ? observable("user", name) : []),
      ...(name && suffix ? observable("mail", `${name}@${suffix}`) : []),
    ]
  })
}

/** The first device that the evidence names. */
export function evidenceHost(evidence: unknown): string | null {
  for (const item of itemsOf(evidence)) {
    const host = firstText(
      at(item, "properties") ?? item,
      "deviceDnsName",
      "HostName",
      "DeviceName",
      "netBiosName",
    )
    if (host !== null) return host
  }
  return null
}

function itemsOf(evidence: unknown): readonly unknown[] {
  const given = typeof evidence === "string" ? parsed(evidence) : evidence
  const list = Array.isArray(given) ? given : listOf(at(given, "entities"))
  return (list.length > 0 ? list : [given]).slice(0, 200)
}

function parsed(json: string): unknown {
  if (text(json)?.startsWith("[") !== true && text(json)?.startsWith("{") !== true) return undefined
  try {
    const body = readBody("application/json", json)
    return body.kind === "json" ? body.values[0] : undefined
  } catch {
    return undefined
  }
}
